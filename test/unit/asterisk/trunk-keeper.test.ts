import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TrunkKeeper } from '../../../src/asterisk/trunk-keeper.js';
import { trunkObjects, type TrunkSettings } from '../../../src/asterisk/trunk-objects.js';
import { RecordedAri } from './recorded-ari.js';

const PATH = 'asterisk/config/dynamic/res_pjsip';
const trunk = (id: string): TrunkSettings => ({
  id,
  host: 'carrier.example',
  port: 5060,
  transport: 'udp',
  media: 'rtp',
  match: ['192.0.2.1'],
  registers: false,
  probeSeconds: 15,
  codecs: ['ulaw'],
});

/** As Asterisk tells an object. */
const told = (fields: Record<string, string | string[]>) =>
  Object.entries(fields).flatMap(([attribute, values]) =>
    [values].flat().map((value) => ({ attribute, value })),
  );

function keeper(enabled: () => Promise<TrunkSettings[]>) {
  const ari = new RecordedAri();
  ari.answers.set('GET endpoints/PJSIP', [{ resource: 'phone1' }]);
  const log = new Logger('test');
  const complaints: string[] = [];
  log.error = ({ reason }: { reason: string }) => complaints.push(reason);
  const trunks = new TrunkKeeper(ari.connection, { enabled }, log);
  return { ari, trunks, complaints };
}

const MODULE = 'asterisk/modules/res_pjsip_endpoint_identifier_anonymous.so';
const writes = ({ requests }: RecordedAri) => requests.filter((line) => !line.startsWith('GET '));

/** Asterisk's memory before anything was pushed. */
function empties(ari: RecordedAri, ...names: string[]): void {
  const ids = names.flatMap((name) => [name, `${name}-ours`, `${name}-theirs`]);
  for (const type of ['aor', 'auth', 'endpoint', 'identify', 'registration'])
    for (const id of ids) ari.answers.set(`GET ${PATH}/${type}/${id}`, 404);
}

describe('the trunks that Asterisk knows', () => {
  it('are those that are enabled, and only then it takes calls', async () => {
    const { ari, trunks } = keeper(async () => [trunk('1')]);
    empties(ari, 't-1');
    await trunks.refresh();
    trunks.stop();
    expect(writes(ari)).toEqual([
      ...['aor', 'endpoint', 'identify'].map((type) => `PUT ${PATH}/${type}/t-1`),
      `DELETE ${MODULE}`,
    ]);
    expect(trunks.settings('1')).toMatchObject({ host: 'carrier.example' });
  });

  it('take no call while nobody knows which they are', async () => {
    const { ari, trunks } = keeper(() => Promise.reject(new Error('the database is away')));
    await trunks.refresh();
    trunks.stop();
    expect(ari.requests).toEqual([]);
  });

  it('are written only where they differ', async () => {
    const { ari, trunks } = keeper(async () => [
      { ...trunk('1'), match: ['192.0.2.0/23', '192.0.2.9:5080'] },
    ]);
    empties(ari, 't-1');
    const there = { endpoint: 't-1', match: ['192.0.2.9:5080/255.255.255.255', '192.0.2.0/255.255.254.0'] };
    ari.answers.set(`GET ${PATH}/identify/t-1`, told(there));
    ari.answers.set(`GET ${PATH}/aor/t-1`, told({ contact: 'sip:other.example:5060' }));
    await trunks.refresh();
    trunks.stop();
    expect(writes(ari)).toEqual([
      `DELETE ${PATH}/aor/t-1`,
      `PUT ${PATH}/aor/t-1`,
      `PUT ${PATH}/endpoint/t-1`,
      `DELETE ${MODULE}`,
    ]);
  });

  it('are made anew where an address was taken away', async () => {
    const { ari, trunks } = keeper(async () => [trunk('1')]);
    empties(ari, 't-1');
    const there = { endpoint: 't-1', match: ['192.0.2.1/255.255.255.255', '192.0.2.2/255.255.255.255'] };
    ari.answers.set(`GET ${PATH}/identify/t-1`, told(there));
    await trunks.refresh();
    trunks.stop();
    expect(writes(ari).filter((line) => line.includes('identify'))).toEqual([
      `DELETE ${PATH}/identify/t-1`,
      `PUT ${PATH}/identify/t-1`,
    ]);
  });

  it('register anew with another password, after it was told; not with the same one', async () => {
    const ours = { username: 'us', password: 'first' };
    let there = { ...trunk('1'), registers: true, ours };
    const { ari, trunks } = keeper(async () => [there]);
    empties(ari, 't-1');
    for (const { type, id, fields } of trunkObjects(there))
      ari.answers.set(`GET ${PATH}/${type}/${id}`, told(fields));
    await trunks.refresh();
    expect(writes(ari)).toEqual([`DELETE ${MODULE}`]);
    there = { ...there, ours: { ...ours, password: 'second' } };
    await trunks.refresh();
    trunks.stop();
    const again = [`PUT ${PATH}/auth/t-1-ours`, `DELETE ${PATH}/registration/t-1`, `DELETE ${MODULE}`];
    expect(writes(ari).slice(1)).toEqual(again);
  });

  it('lose a password and a registration that are gone', async () => {
    const { ari, trunks } = keeper(async () => [{ ...trunk('1'), match: [] }]);
    for (const place of ['registration/t-1', 'auth/t-1-ours', 'auth/t-1-theirs', 'identify/t-1'])
      ari.answers.set(`GET ${PATH}/${place}`, []);
    await trunks.refresh();
    trunks.stop();
    expect(writes(ari).filter((line) => line.startsWith('DELETE') && line.includes('t-1'))).toEqual(
      expect.arrayContaining([
        `DELETE ${PATH}/registration/t-1`,
        `DELETE ${PATH}/auth/t-1-ours`,
        `DELETE ${PATH}/auth/t-1-theirs`,
        `DELETE ${PATH}/identify/t-1`,
      ]),
    );
  });

  it('lose those that nobody wants any more, and no phone', async () => {
    const { ari, trunks } = keeper(async () => []);
    ari.answers.set('GET endpoints/PJSIP', [{ resource: 'phone1' }, { resource: 't-old' }]);
    await trunks.refresh();
    trunks.stop();
    const gone = [
      'registration/t-old',
      'identify/t-old',
      'identify/t-old-theirs',
      'auth/t-old-ours',
      'auth/t-old-theirs',
    ];
    expect(writes(ari)).toEqual([
      ...[...gone, 'aor/t-old', 'endpoint/t-old'].map((each) => `DELETE ${PATH}/${each}`),
      `DELETE ${MODULE}`,
    ]);
  });

  it('are told one by one: a refused one keeps no other back, and no caller out', async () => {
    const { ari, trunks, complaints } = keeper(async () => [trunk('bad'), trunk('good')]);
    empties(ari, 't-bad', 't-good');
    ari.answers.set(`PUT ${PATH}/endpoint/t-bad`, 400);
    await trunks.refresh();
    trunks.stop();
    expect(ari.requests).toContain(`PUT ${PATH}/identify/t-good`);
    expect(ari.requests.at(-1)).toBe(`DELETE ${MODULE}`);
    expect(complaints).toEqual([expect.stringContaining('endpoint/t-bad: 400')]);
  });

  it('stay as they were known last when the database is away', async () => {
    let isThere = true;
    const { ari, trunks, complaints } = keeper(async () => {
      if (!isThere) throw new Error('the database is away');
      return [trunk('1')];
    });
    empties(ari, 't-1');
    await trunks.refresh();
    isThere = false;
    await trunks.refresh();
    trunks.stop();
    expect(trunks.settings('1')).toBeDefined();
    expect(complaints).toEqual(['the database is away']);
  });

  it('are compared again every five seconds, until the service stops', async () => {
    jest.useFakeTimers();
    const { ari, trunks } = keeper(async () => [trunk('1')]);
    empties(ari, 't-1');
    const pushed = [
      ...['aor', 'endpoint', 'identify'].map((type) => `PUT ${PATH}/${type}/t-1`),
      `DELETE ${MODULE}`,
    ];
    await trunks.refresh();
    await jest.advanceTimersByTimeAsync(4_999);
    expect(writes(ari)).toEqual(pushed);
    // Asterisk has lost them.
    for (let round = 2; round < 4; round++) {
      await jest.advanceTimersByTimeAsync(5_000);
      expect(writes(ari)).toHaveLength(round * pushed.length);
    }
    trunks.stop();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(writes(ari)).toHaveLength(3 * pushed.length);
    jest.useRealTimers();
  });
});
