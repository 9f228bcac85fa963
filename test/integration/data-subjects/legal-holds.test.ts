import {
  api,
  callOf,
  caller,
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
