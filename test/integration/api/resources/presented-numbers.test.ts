import { api, create, professional, service, useService } from './resources.js';

useService();

const LINE = '+12025550110';
const SHOWN = '+12025550111';
const POOL = '+12025550112';

const line = async (number: string) => {
  const { id } = await professional();
  return api('PUT', `professionals/${id}/direct-line`, { number });
};
let trunks = 0;
const trunk = (presentedNumbers: string[], settings: object = {}) =>
  api('POST', 'trunks', { name: `Carrier ${++trunks}`, host: '192.0.2.1', presentedNumbers, ...settings });
const shownBy = async (id: string) => (await api('GET', `trunks/${id}`)).body.presentedNumbers;
const noted = () =>
  service.database.query(
    `SELECT subject, detail FROM audit_log WHERE action = 'number-refused' ORDER BY seq`,
  );
/** Resolves when so many connections wait for a lock. */
async function waiting(count: number): Promise<void> {
  const query = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  while ((await service.database.query(query)).length < count);
}

describe('The numbers that a carrier displays', () => {
  let id: string;

  beforeAll(async () => {
    expect(await line(LINE)).toMatchObject({ status: 200 });
    await create('session-numbers', { number: POOL, label: 'Pool' });
    ({ id } = (await trunk([SHOWN])).body);
  });

  it('may be published ones, and those of other carriers', async () => {
    for (const number of [POOL, SHOWN]) expect(await trunk([number])).toMatchObject({ status: 201 });
    expect(await api('PATCH', `trunks/${id}`, { presentedNumbers: [POOL, SHOWN] })).toMatchObject({
      status: 200,
      body: { presentedNumbers: [POOL, SHOWN] },
    });
    const set = await create('session-numbers', { number: SHOWN, label: 'Shown too' });
    expect(set).toMatchObject({ number: SHOWN });
    await api('DELETE', `session-numbers/${set.id}`);
  });

  it('are never a hidden line: nothing is changed, and it is noted', async () => {
    const before = (await api('GET', 'trunks')).body.items.length;
    const created = await trunk([POOL, LINE]);
    const changed = await api('PATCH', `trunks/${id}`, { presentedNumbers: [LINE], priority: 7 });
    for (const { status, body } of [created, changed]) {
      expect([status, body.code]).toEqual([409, 'number-taken']);
      expect(JSON.stringify(body)).not.toMatch(/555\D?0110/);
    }
    expect((await api('GET', 'trunks')).body.items).toHaveLength(before);
    expect((await api('GET', `trunks/${id}`)).body).toMatchObject({
      priority: 100,
      presentedNumbers: [POOL, SHOWN],
    });
    const detail = { as: 'presented-number' };
    expect(await noted()).toEqual([
      { subject: 'switchboard', detail },
      { subject: `trunk:${id}`, detail },
    ]);
    expect(service.log.join('')).not.toContain(LINE.slice(1));
  });

  it('are looked up last: what else is wrong is said of any number alike', async () => {
    const before = (await noted()).length;
    for (const number of [LINE, '+12025550119']) {
      expect(await trunk([number], { name: 'Carrier 1' })).toMatchObject({
        status: 409,
        body: { code: 'conflict' },
      });
      expect(await trunk([number], { media: 'srtp' })).toMatchObject({ status: 422 });
    }
    expect(await noted()).toHaveLength(before);
  });

  it('become nobody’s hidden line, as long as they are displayed', async () => {
    expect(await line(SHOWN)).toMatchObject({ status: 409, body: { code: 'number-taken' } });
    for (const { id: each } of (await api('GET', 'trunks')).body.items)
      await api('PATCH', `trunks/${each}`, {
        presentedNumbers: (await shownBy(each)).filter((n: string) => n !== SHOWN),
      });
    expect(await shownBy(id)).toEqual([POOL]);
    expect(await line(SHOWN)).toMatchObject({ status: 200 });
  });

  it('are one or the other, when both are asked at once', async () => {
    const number = '+12025550113';
    // By two keys: those of one wait for each other anyway.
    const carriers = await service.as('carriers');
    const holder = service.database.createQueryRunner();
    await holder.startTransaction();
    await holder.query('LOCK TABLE direct_lines IN SHARE ROW EXCLUSIVE MODE');
    const asLine = line(number);
    await waiting(1);
    const asTrunk = carriers('POST', 'trunks', {
      name: 'At once',
      host: '192.0.2.1',
      presentedNumbers: [number],
    });
    await Promise.race([waiting(2), asTrunk]);
    await holder.rollbackTransaction();
    await holder.release();
    expect(await asLine).toMatchObject({ status: 200 });
    expect(await asTrunk).toMatchObject({ status: 409, body: { code: 'number-taken' } });
  });

  it('are tried on people twenty times an hour', async () => {
    const carriers = await service.as('carriers');
    const statuses = [];
    for (let i = 0; i < 22; i++)
      statuses.push((await carriers('PATCH', `trunks/${id}`, { presentedNumbers: [LINE] })).status);
    expect(statuses).toEqual([...Array(20).fill(409), 429, 429]);
    expect(await carriers('PATCH', `trunks/${id}`, { presentedNumbers: [] })).toMatchObject({ status: 200 });
  });
});
