import { Logger } from '@nestjs/common';
import { TrunkKeeper } from '../../../src/asterisk/trunk-keeper.js';
import type { TrunkSettings } from '../../../src/asterisk/trunk-objects.js';
import { RecordedAri } from './recorded-ari.js';

const PATH = 'asterisk/config/dynamic/res_pjsip';
const trunk = (id: string): TrunkSettings => ({
  id,
  host: 'carrier.example',
  port: 5060,
  transport: 'udp',
  match: ['192.0.2.1'],
  codecs: ['ulaw'],
});

function keeper(enabled: () => Promise<TrunkSettings[]>) {
  const ari = new RecordedAri();
  ari.answers.set('GET endpoints/PJSIP', [{ resource: 'phone1' }]);
  const log = new Logger('test');
  const complaints: string[] = [];
  log.error = ({ reason }: { reason: string }) => complaints.push(reason);
  const trunks = new TrunkKeeper(ari.connection, { enabled }, log);
  return { ari, trunks, complaints };
}

describe('the trunks that Asterisk knows', () => {
  it('are those that are enabled, each by its three objects', async () => {
    const { ari, trunks } = keeper(async () => [trunk('1')]);
    await trunks.refresh();
    expect(ari.requests.slice(1)).toEqual(
      ['aor', 'endpoint', 'identify'].map((type) => `PUT ${PATH}/${type}/t-1`),
    );
    expect(trunks.settings('1')).toMatchObject({ host: 'carrier.example' });
  });

  it('lose those that nobody wants any more, and no phone', async () => {
    const { ari, trunks } = keeper(async () => []);
    ari.answers.set('GET endpoints/PJSIP', [{ resource: 'phone1' }, { resource: 't-old' }]);
    await trunks.refresh();
    expect(ari.requests.slice(1)).toEqual(
      ['identify', 'endpoint', 'aor'].map((type) => `DELETE ${PATH}/${type}/t-old`),
    );
  });

  it('are told one by one: a refused one keeps no other back', async () => {
    const { ari, trunks, complaints } = keeper(async () => [trunk('bad'), trunk('good')]);
    ari.answers.set(`PUT ${PATH}/endpoint/t-bad`, 400);
    await trunks.refresh();
    trunks.stop();
    expect(ari.requests).toContain(`PUT ${PATH}/identify/t-good`);
    expect(complaints).toEqual([expect.stringContaining('endpoint/t-bad: 400')]);
  });

  it('stay as they were known last when the database is away', async () => {
    let isThere = true;
    const { trunks, complaints } = keeper(async () => {
      if (!isThere) throw new Error('the database is away');
      return [trunk('1')];
    });
    await trunks.refresh();
    isThere = false;
    await trunks.refresh();
    trunks.stop();
    expect(trunks.settings('1')).toBeDefined();
    expect(complaints).toEqual(['the database is away']);
  });
});
