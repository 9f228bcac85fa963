import { hashOfToken } from '../../../src/data-subjects/subject.js';
import {
  api,
  callOf,
  caller,
  create,
  everything,
  heldProfessional,
  naming,
  NOBODY,
  privacy,
  query,
  REASON,
  service,
  session,
  usePeople,
  write,
  type Held,
} from './people.js';

usePeople();

const hold = (whom: { professionalId: string } | { callerNumber: string }) =>
  privacy('POST', 'legal-holds', { ...whom, ...REASON });
const lift = (id: string) => privacy('POST', `legal-holds/${id}/lift`, REASON);
const rows = async () => (await everything('api_keys', 'audit_log')).split('\n');

describe('A legal hold', () => {
  it('on a professional stops the erasure until it is lifted, and names itself', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom));
    const { status, body } = await hold({ professionalId: whom.id });
    expect([status, body]).toMatchObject([201, { professionalId: whom.id, caller: null, liftedAt: null }]);
    const before = await rows();
    const refused = await privacy('POST', `professionals/${whom.id}/erasure`, REASON);
    expect(refused).toMatchObject({ status: 409, body: { code: 'legal-hold' } });
    expect(refused.body.detail).toContain(body.id);
    expect(await rows()).toEqual(before);
    expect(await lift(body.id)).toMatchObject({
      status: 200,
      body: { liftedAt: expect.any(String), liftReason: REASON.reason },
    });
    expect(await privacy('POST', `professionals/${whom.id}/erasure`, REASON)).toMatchObject({ status: 200 });
    expect(await naming([whom.id], 'audit_log', 'receipts')).toEqual([]);
  });

  it('on a caller stops the erasure until it is lifted, and tells nobody the token', async () => {
    const [whom, who, other] = [await heldProfessional(), caller(), caller()];
    await write(callOf(who, whom), callOf(other, whom, { sealedCaller: null }));
    const { body } = await hold({ callerNumber: who.number });
    // Of whom nothing would be removed, only emptied.
    await hold({ callerNumber: other.number });
    const refused = await privacy('POST', 'callers/erasure', { number: other.number, ...REASON });
    expect(refused).toMatchObject({ status: 409, body: { code: 'legal-hold' } });
    expect(body).toMatchObject({ professionalId: null, caller: expect.any(String) });
    expect(JSON.stringify(body)).not.toContain(who.token);
    const erasure = () => privacy('POST', 'callers/erasure', { number: who.number, ...REASON });
    expect(await erasure()).toMatchObject({ status: 409, body: { code: 'legal-hold' } });
    expect(await naming([who.token])).toEqual(['call_records', 'caller_numbers', 'legal_holds']);
    await lift(body.id);
    expect(await erasure()).toMatchObject({ status: 200 });
    expect(await naming([who.token])).toEqual([]);
  });

  it('is looked for by nobody without a trace', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await hold({ professionalId: whom.id });
    const check = (path: string, body: object) => privacy('POST', `${path}/erasure/check`, body);
    expect(await check(`professionals/${whom.id}`, {})).toMatchObject({ status: 409 });
    expect(await check('callers', { number: who.number })).toMatchObject({ status: 204 });
    const noted = await query(
      `SELECT actor, subject FROM audit_log WHERE action = 'erasure-checked' ORDER BY seq DESC LIMIT 2`,
    );
    expect(noted).toEqual([
      { actor: expect.stringMatching(/^privacy /), subject: `caller:${hashOfToken(who.token)}` },
      { actor: expect.stringMatching(/^privacy /), subject: `professional:${whom.id}` },
    ]);
  });

  it('of two is enough', async () => {
    const { id: professionalId } = await heldProfessional();
    const [one, two] = [await hold({ professionalId }), await hold({ professionalId })];
    await lift(one.body.id);
    const refused = await privacy('POST', `professionals/${professionalId}/erasure`, REASON);
    expect(refused.body.detail).toContain(two.body.id);
  });

  it('is kept by the tables themselves, whoever removes what it is on', async () => {
    const whom = await heldProfessional();
    await write(callOf(caller(), whom));
    await session(caller(), whom);
    await hold({ professionalId: whom.id });
    const before = await rows();
    const numbers = await api('GET', `pass-through-numbers?listingId=${whom.listingId}`);
    for (const [method, path, body] of [
      ['DELETE', `professionals/${whom.id}`],
      ['DELETE', `listings/${whom.listingId}`],
      ['DELETE', `professionals/${whom.id}/direct-line`],
      ['PUT', `professionals/${whom.id}/direct-line`, { number: '+12025550199' }],
      ['DELETE', `pass-through-numbers/${numbers.body.items[0].id}`],
    ] as const)
      expect([path, await api(method, path, body)]).toMatchObject([
        path,
        { status: 409, body: { code: 'legal-hold' } },
      ]);
    expect(await rows()).toEqual(before);
  });

  it('keeps others’ erasures from emptying what names both, and then not even withdraws', async () => {
    const [whom, other, who] = [await heldProfessional(), await heldProfessional(), caller()];
    const timeline = [{ at: 1, what: 'ringing', detail: `${other.id} ${whom.id}` }];
    await write(callOf(who, other, { timeline }));
    const { body } = await hold({ professionalId: whom.id });
    const before = await rows();
    const path = `professionals/${other.id}/erasure`;
    for (const refused of [await privacy('POST', `${path}/check`, {}), await privacy('POST', path, REASON)]) {
      expect(refused).toMatchObject({ status: 409, body: { code: 'legal-hold' } });
      expect(refused.body.detail).toContain(body.id);
    }
    expect(await rows()).toEqual(before);
    await lift(body.id);
    expect(await privacy('POST', `${path}/check`, {})).toMatchObject({ status: 204 });
    expect(await privacy('POST', path, REASON)).toMatchObject({ status: 200 });
  });

  it.each<[string, (whom: Held, who: ReturnType<typeof caller>) => Promise<unknown>]>([
    ['was joined', (whom, who) => write(callOf(who, whom, { sealedCaller: null }))],
    ['has a session', (whom, who) => session(who, whom)],
    [
      'was only asked for',
      (whom, who) =>
        write(
          callOf(who, whom, {
            ...{ sealedCaller: null, professionalId: null, listingId: null },
            timeline: [{ at: 1, what: 'looked-for', detail: whom.extension }],
          }),
        ),
    ],
    [
      'was called by the number of their own',
      (whom, who) =>
        write(
          callOf(who, whom, {
            ...{ sealedCaller: null, professionalId: null, listingId: null },
            ...{ dialled: whom.number, timeline: [] },
          }),
        ),
    ],
  ])('on a professional who %s keeps the caller too', async (_how, happened) => {
    const [whom, who] = [await heldProfessional(true), caller()];
    await happened(whom, who);
    const { body } = await hold({ professionalId: whom.id });
    const before = await rows();
    for (const path of ['callers/erasure', 'callers/erasure/check']) {
      const given = path.endsWith('check') ? {} : REASON;
      const refused = await privacy('POST', path, { number: who.number, ...given });
      expect(refused).toMatchObject({ status: 409, body: { code: 'legal-hold' } });
      expect(refused.body.detail).toContain(body.id);
    }
    expect(await rows()).toEqual(before);
    await lift(body.id);
    const erased = await privacy('POST', 'callers/erasure', { number: who.number, ...REASON });
    expect(erased).toMatchObject({ status: 200 });
    expect(await naming([who.token])).toEqual([]);
  });

  it('on a professional is found in calls by each of their names, of what was removed too', async () => {
    const whom = await heldProfessional(true);
    const holdOn = async (dialled: string, detail: string) =>
      (await query('SELECT hold_on_named($1, $2) AS hold', [dialled, JSON.stringify([{ at: 1, detail }])]))[0]
        .hold;
    const { body } = await hold({ professionalId: whom.id });
    const everyName = async () => {
      const names = await query('SELECT unnest(names_of($1)) AS name', [whom.id]);
      for (const { name } of names) {
        const [number, extension] = name.startsWith('+') ? name.split(' ') : ['+12025550100', name];
        expect([name, await holdOn(number, `of ${extension ?? 'nobody'}`)]).toEqual([name, body.id]);
        if (extension !== name)
          expect(await holdOn('+12025550100', `of ${extension ?? 'nobody'}`)).toBeNull();
      }
      return names.map(({ name }) => name).sort();
    };
    const before = await everyName();
    expect(before).toHaveLength(4);
    await query('ALTER TABLE listings DISABLE TRIGGER keep_what_is_held');
    await query('ALTER TABLE pass_through_numbers DISABLE TRIGGER keep_what_is_held');
    await query('DELETE FROM listings WHERE professional_id = $1', [whom.id]);
    await query('ALTER TABLE listings ENABLE TRIGGER keep_what_is_held');
    await query('ALTER TABLE pass_through_numbers ENABLE TRIGGER keep_what_is_held');
    expect(await everyName()).toEqual(before);
  });

  it('on a caller keeps the professional who was called', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom, { sealedCaller: null }));
    await hold({ callerNumber: who.number });
    const before = await rows();
    const refused = await privacy('POST', `professionals/${whom.id}/erasure`, REASON);
    expect(refused).toMatchObject({ status: 409, body: { code: 'legal-hold' } });
    expect(await rows()).toEqual(before);
  });

  it('is kept by the tables themselves, whoever empties a row; a seal may be made anew', async () => {
    const [whom, who] = [await heldProfessional(true), caller()];
    await write(callOf(who, whom));
    await session(who, whom);
    await query('DELETE FROM pass_through_numbers WHERE listing_id = $1', [whom.listingId]);
    await hold({ professionalId: whom.id });
    for (const [table, changes] of Object.entries({
      call_records: ['caller_token', 'professional_id', 'listing_id', 'dialled'],
      consents: ['professional_id', 'listing_id', 'direct_line_id'],
      resting_numbers: ['professional_id', 'listing_id', 'extension'],
      sessions: ['caller_token', 'reference', 'key_id = NULL, ciphertext'],
    }))
      for (const column of changes)
        await expect(
          query(
            `UPDATE ${table} SET ${column} = ${column === 'reference' ? `'x'` : 'NULL'} WHERE professional_id = $1`,
            [whom.id],
          ),
        ).rejects.toThrow('legal hold');
    await expect(
      query(`UPDATE call_records SET timeline = '[]' WHERE professional_id = $1`, [whom.id]),
    ).rejects.toThrow('legal hold');
    await query(
      `UPDATE sessions SET key_id = 'new', ciphertext = 'anew', ended_at = now() WHERE professional_id = $1`,
      [whom.id],
    );
  });

  it('keeps a number of sessions that held sessions had', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    const { id } = await create('session-numbers', { number: '+12025550119', label: 'Pool' });
    const over = await session(who, whom, 1);
    await query('UPDATE sessions SET session_number_id = $1 WHERE id = $2', [id, over]);
    const { body } = await hold({ callerNumber: who.number });
    expect(await api('DELETE', `session-numbers/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'legal-hold' },
    });
    await lift(body.id);
    expect(await api('DELETE', `session-numbers/${id}`)).toMatchObject({ status: 204 });
  });

  it('lets daily work go on', async () => {
    const whom = await heldProfessional();
    await hold({ professionalId: whom.id });
    expect(await api('PATCH', `professionals/${whom.id}`, { away: true })).toMatchObject({ status: 200 });
    expect(await api('DELETE', `listings/${whom.listingId}/consent`)).toMatchObject({ status: 204 });
    const same = { number: whom.line };
    expect(await api('PUT', `professionals/${whom.id}/direct-line`, same)).toMatchObject({ status: 200 });
  });

  it('that is answered before an erasure begins is never too late', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await heldProfessional();
      const [held, erased] = await Promise.all([
        hold({ professionalId: id }),
        privacy('POST', `professionals/${id}/erasure`, REASON),
      ]);
      const isThere = (await query('SELECT FROM professionals WHERE id = $1', [id])).length === 1;
      expect([held.status, erased.status, isThere]).toEqual(isThere ? [201, 409, true] : [404, 200, false]);
    }
  });

  it('is listed, and noted with its reason', async () => {
    const { id: professionalId } = await heldProfessional();
    const { body } = await hold({ professionalId });
    await lift(body.id);
    const { items } = (await privacy('GET', 'legal-holds?limit=200')).body;
    expect(items.find(({ id }: any) => id === body.id)).toMatchObject({
      professionalId,
      reason: REASON.reason,
    });
    expect(
      await query(`SELECT action, reason FROM audit_log WHERE subject = $1 ORDER BY seq`, [
        `hold:${body.id}`,
      ]),
    ).toEqual([
      { action: 'hold-placed', reason: REASON.reason },
      { action: 'hold-lifted', reason: REASON.reason },
    ]);
  });

  it.each([
    ['nobody', { ...REASON }, 422, 'body-invalid'],
    ['two at once', { professionalId: NOBODY, callerNumber: '+12025550199', ...REASON }, 422, 'body-invalid'],
    ['a professional who never was', { professionalId: NOBODY, ...REASON }, 404, 'not-found'],
    ['a number that is none', { callerNumber: '+1 202', ...REASON }, 422, 'number-invalid'],
    ['somebody without a reason', { professionalId: NOBODY }, 422, 'body-invalid'],
  ])('on %s is refused', async (_what, body, status, code) => {
    expect(await privacy('POST', 'legal-holds', body)).toMatchObject({ status, body: { code } });
  });

  it('is lifted once, and only by a key with the role', async () => {
    const { body } = await hold({ professionalId: (await heldProfessional()).id });
    expect(await service.api('POST', `legal-holds/${body.id}/lift`, REASON)).toMatchObject({ status: 403 });
    await lift(body.id);
    expect(await lift(body.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await lift(NOBODY)).toMatchObject({ status: 404 });
  });
});
