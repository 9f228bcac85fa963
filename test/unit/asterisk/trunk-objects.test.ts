import {
  blankLineAddress,
  lineAddress,
  trunkObjects,
  type TrunkSettings,
} from '../../../src/asterisk/trunk-objects.js';

const trunk: TrunkSettings = {
  id: '1',
  host: 'carrier.example',
  port: 5060,
  transport: 'udp',
  media: 'rtp',
  match: ['192.0.2.1:5060'],
  registers: false,
  probeSeconds: 15,
  codecs: ['alaw'],
};

const fields = (type: string, of = trunk): Record<string, string> | undefined =>
  trunkObjects(of).find((object) => object.type === type)?.fields;

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
    expect(fields('endpoint')?.identify_by).toBe('ip');
    expect(fields('identify')?.match).toBe('192.0.2.1:5060');
  });

  it('let nobody in where no address is given', () => {
    expect(fields('identify', { ...trunk, match: [] })).toBeUndefined();
  });

  it('ask the carrier for its password where it has one, whatever its address', () => {
    const closed = { ...trunk, theirs: { username: 'carrier', password: 'secret of theirs' } };
    expect(fields('endpoint', closed)).toMatchObject({ auth: 't-1-theirs', identify_by: 'ip,header' });
    expect(fields('auth', closed)).toMatchObject({ username: 'carrier', password: 'secret of theirs' });
  });

  it('are found by the name under which the carrier answers a challenge, letter by letter', () => {
    const theirs = { username: 'a.b+c', password: 'secret of theirs' };
    const found = trunkObjects({ ...trunk, theirs }).find(
      ({ type, id }) => `${type}/${id}` === 'identify/t-1-theirs',
    );
    expect(found?.fields).toEqual({
      endpoint: 't-1',
      match_header: 'Authorization: /username="a\\.b\\+c"/',
    });
  });

  it('register with our name, and know calls that come of it by their line', () => {
    const ours = { username: 'me@x', password: 'secret of ours' };
    expect(fields('registration', { ...trunk, registers: true, ours })).toMatchObject({
      client_uri: 'sip:me%40x@carrier.example:5060',
      outbound_auth: 't-1-ours',
      line: 'yes',
      endpoint: 't-1',
    });
    expect(fields('registration', { ...trunk, ours })).toBeUndefined();
  });

  it('take no plain audio where it is to be encrypted', () => {
    expect(fields('endpoint', { ...trunk, transport: 'tls', media: 'srtp' })).toMatchObject({
      media_encryption: 'sdes',
      media_encryption_optimistic: 'no',
    });
  });

  it('name the transport where it is not UDP', () => {
    expect(fields('aor')?.contact).toBe('sip:carrier.example:5060');
    expect(fields('aor', { ...trunk, transport: 'tcp' })?.contact).toBe(
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
