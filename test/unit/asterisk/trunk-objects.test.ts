import {
  blankLineAddress,
  lineAddress,
  trunkRequests,
  type TrunkSettings,
} from '../../../src/asterisk/trunk-objects.js';

const trunk: TrunkSettings = {
  id: '1',
  host: 'carrier.example',
  port: 5060,
  transport: 'udp',
  match: ['192.0.2.1:5060'],
  codecs: ['alaw'],
};

function fields(type: string, of = trunk): Record<string, string> {
  const request = trunkRequests(of).find(({ uri }) => uri.includes(`/${type}/`));
  const { fields } = request?.body as { fields: { attribute: string; value: string }[] };
  return Object.fromEntries(fields.map(({ attribute, value }) => [attribute, value]));
}

describe("a trunk's objects in PJSIP", () => {
  it('hide either party from the other', () => {
    expect(fields('endpoint')).toMatchObject({
      send_pai: 'no',
      send_rpid: 'no',
      send_diversion: 'no',
      direct_media: 'no',
      trust_id_inbound: 'no',
      allow_transfer: 'no',
    });
  });

  it('are entered by address only', () => {
    expect(fields('endpoint').identify_by).toBe('ip');
    expect(fields('identify').match).toBe('192.0.2.1:5060');
  });

  it('let nobody in where no address is given', () => {
    const identify = trunkRequests({ ...trunk, match: [] }).filter(({ uri }) => uri.includes('/identify/'));
    expect(identify.map(({ method }) => method)).toEqual(['DELETE']);
  });

  it('name the transport where it is not UDP', () => {
    expect(fields('aor').contact).toBe('sip:carrier.example:5060');
    expect(fields('aor', { ...trunk, transport: 'tcp' }).contact).toBe(
      'sip:carrier.example:5060;transport=tcp',
    );
  });

  it("keep a line's number out of everything but the body of one request", () => {
    const requests = lineAddress('offer', '+12025550199', trunk);
    expect(requests.map(({ uri }) => uri).join()).not.toContain('2025550199');
    const told = requests.filter(({ body }) => JSON.stringify(body).includes('2025550199'));
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told[0]?.body)).toContain('sip:+12025550199@carrier.example:5060');
  });

  it("overwrite a line's number before its address goes, since the log tells what goes", () => {
    const [overwritten, removed] = blankLineAddress('offer');
    expect(overwritten).toMatchObject({ method: 'PUT', uri: removed?.uri });
    expect(JSON.stringify(overwritten?.body)).toContain('sip:gone@invalid');
    expect(removed?.method).toBe('DELETE');
  });
});
