import { api, create, professional, service, told, useService } from '../api/resources/resources.js';

useService();

const NUMBER = '+1 202 555 0171';

/** A call that has ended. */
const call = async (id: string, token: string | null) =>
  service.database.query(
    `INSERT INTO call_records (id, started_at, ended_at, outcome, cause, timeline, caller_token)
     VALUES ($1, now(), now(), 'abandoned', 16, '[]', $2)`,
    [id, token],
  );

describe('Blocked callers', () => {
  it('are blocked by number, which is neither kept nor told', async () => {
    const blocked = await create('blocked-callers', { number: NUMBER, note: 'Rings at night' });
    expect(blocked).toEqual({
      id: expect.any(String),
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      caller: null,
      professionalId: null,
      note: 'Rings at night',
    });
    const rows = await service.database.query('SELECT * FROM blocked_callers');
    expect(rows).toMatchObject([{ token: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(told()).toEqual([{ kind: 'blocked-callers', token: rows[0].token }]);
    expect(JSON.stringify(blocked)).not.toContain(rows[0].token);
    for (const place of [JSON.stringify(rows), JSON.stringify(blocked), service.log.join('')])
      expect(place.replace(/\D/g, '')).not.toContain('2025550171');
  });

  it('are blocked by a call of theirs, under the pseudonym that its record has', async () => {
    await call('call-1', 'somebody-rings');
    const { id: professionalId } = await professional();
    const { id } = await create('blocked-callers', { callId: 'call-1', professionalId });
    const known = { caller: 'somebody-rings', professionalId };
    expect((await api('GET', `blocked-callers/${id}`)).body).toMatchObject(known);
    for (const filter of ['caller=somebody-rings', `professionalId=${professionalId}`])
      expect((await api('GET', `blocked-callers?${filter}`)).body.items).toMatchObject([known]);
  });

  it('are blocked once at each place by a call, and by number as often as it is asked', async () => {
    await call('call-2', 'twice-blocked');
    const { id: professionalId } = await professional();
    for (const where of [{}, { professionalId }]) {
      await create('blocked-callers', { callId: 'call-2', ...where });
      expect(await api('POST', 'blocked-callers', { callId: 'call-2', ...where })).toMatchObject({
        status: 409,
        body: { code: 'conflict', detail: 'The caller is blocked there already' },
      });
      for (const _ of [1, 2]) await create('blocked-callers', { number: '+1 202 555 0173', ...where });
    }
  });

  it('are listed in pages, read, and put through again', async () => {
    await call('call-3', 'let-through-again');
    const { id, caller } = await create('blocked-callers', { callId: 'call-3' });
    const { body } = await api('GET', 'blocked-callers?limit=1');
    expect(body).toMatchObject({ items: [expect.anything()], next: expect.any(String) });
    expect(await api('GET', `blocked-callers/${id}`)).toMatchObject({ status: 200, body: { caller } });
    told();
    expect(await api('DELETE', `blocked-callers/${id}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual([{ kind: 'blocked-callers', token: caller }]);
    expect(await api('GET', `blocked-callers/${id}`)).toMatchObject({ status: 404 });
  });

  it('go with the professional who wanted to be spared', async () => {
    const { id: professionalId } = await professional();
    const { id } = await create('blocked-callers', { number: '+1 202 555 0175', professionalId });
    await api('DELETE', `professionals/${professionalId}`);
    expect(await api('GET', `blocked-callers/${id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    ['of nobody', {}, 'body-invalid'],
    ['of two', { number: NUMBER, callId: 'call-1' }, 'body-invalid'],
    ['of what is no number', { number: '+1 202 555 01' }, 'number-invalid'],
    ['of an unknown call', { callId: 'never' }, 'caller-unknown'],
    ['of a call without a number', { callId: 'withheld' }, 'caller-unknown'],
    ['for nobody', { number: NUMBER, professionalId: 'x' }, 'body-invalid'],
    [
      'for a professional who is not there',
      { number: '+1 202 555 0176', professionalId: '00000000-0000-4000-8000-000000000000' },
      'reference-unknown',
    ],
    ['with a number in the note', { number: NUMBER, note: 'It is +1 (202) 555-0171!' }, 'body-invalid'],
  ])('%s are refused without a number in the answer', async (_what, body, code) => {
    await call('withheld', null).catch(() => undefined);
    const answer = await api('POST', 'blocked-callers', body);
    expect(answer).toMatchObject({ status: 422, body: { code } });
    expect(JSON.stringify(answer.body)).not.toMatch(/0171|0176/);
  });
});

describe('Professionals', () => {
  it('say whether callers without a number may ring', async () => {
    const { id, ...created } = await professional();
    expect(created['withheldNumbers']).toBe('accept');
    expect(await api('PATCH', `professionals/${id}`, { withheldNumbers: 'refuse' })).toMatchObject({
      status: 200,
      body: { withheldNumbers: 'refuse' },
    });
    expect(await api('PATCH', `professionals/${id}`, { withheldNumbers: 'perhaps' })).toMatchObject({
      status: 422,
    });
  });
});
