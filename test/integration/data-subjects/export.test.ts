import {
  callOf,
  caller,
  heldProfessional,
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

const exportProfessional = (id: string) => privacy('POST', `professionals/${id}/export`, REASON);
const exportCaller = (number: string) => privacy('POST', 'callers/export', { number, ...REASON });
const rowsOf = (body: any, kind: string) => body.held.find((held: any) => held.kind === kind)?.rows;

describe('An export of a professional', () => {
  it('tells everything, what it is for and how long it is kept', async () => {
    const [whom, who] = [await heldProfessional(true), caller()];
    const call = callOf(who, whom);
    await write(call);
    await session(who, whom);
    const { status, type, body } = await exportProfessional(whom.id);
    expect([status, type]).toEqual([200, 'application/json; charset=utf-8']);
    expect(body).toMatchObject({ at: expect.any(String), subject: { kind: 'professional', name: whom.id } });
    for (const { purpose, kept } of body.held)
      expect([purpose, kept]).toEqual([expect.any(String), expect.not.stringContaining('{')]);
    expect(body.held.find(({ kind }: any) => kind === 'caller-numbers').kept).toBe('7 days after the call');
    expect(rowsOf(body, 'profile')).toMatchObject([{ displayName: 'Doctor 1', timeZone: 'Europe/Berlin' }]);
    expect(rowsOf(body, 'direct-line')).toMatchObject([{ number: whom.line, setAt: expect.any(String) }]);
    expect(rowsOf(body, 'listings')).toMatchObject([{ id: whom.listingId }]);
    expect(rowsOf(body, 'pass-through-numbers')).toMatchObject([
      { extension: whom.extension },
      { number: whom.number },
    ]);
    expect(rowsOf(body, 'consents')).toMatchObject([{ wording: 'Yes.', withdrawnAt: null }]);
    expect(rowsOf(body, 'consent-requests')).toHaveLength(1);
    expect(rowsOf(body, 'call-records')).toMatchObject([
      {
        told: 'whole',
        ...{ id: call.callId, outcome: 'connected' },
        // Keys that were pressed spell extensions, whosever.
        timeline: call.timeline.map(({ detail, ...entry }) =>
          entry.what === 'key-pressed' ? entry : { ...entry, detail },
        ),
      },
    ]);
    expect(rowsOf(body, 'caller-numbers')).toEqual([
      { callers: 1, firstAt: expect.any(String), lastAt: expect.any(String) },
    ]);
    expect(rowsOf(body, 'sessions')).toHaveLength(1);
  });

  it('tells of each time the line was asked, for whomever: an erasure erases those too', async () => {
    const [whom, before] = [await heldProfessional(), await heldProfessional()];
    await query(
      `UPDATE consent_attempts SET line_index = (SELECT number_index FROM direct_lines WHERE id = $1)
        WHERE request_id IN (SELECT id FROM consent_requests WHERE listing_id = $2)`,
      [whom.lineId, before.listingId],
    );
    expect(rowsOf((await exportProfessional(whom.id)).body, 'consent-attempts')).toHaveLength(2);
    const { body } = await privacy('POST', `professionals/${whom.id}/erasure`, REASON);
    expect(body.erased).toContainEqual({ where: 'consent_attempts', count: 2 });
  });

  it('tells nothing of others: no token, no seal, no id', async () => {
    const [whom, other, who] = [await heldProfessional(), await heldProfessional(), caller()];
    const { id: note } = other;
    await write(
      callOf(who, whom, {
        timeline: [
          { at: 1, what: 'no-answer', detail: other.id },
          { at: 2, what: 'joined', detail: whom.id },
        ],
      }),
      callOf(who, other, { timeline: [{ at: 1, what: 'ringing', detail: `${whom.id} ${other.id}` }] }),
    );
    const text = JSON.stringify((await exportProfessional(whom.id)).body);
    for (const secret of [who.token, who.number.slice(1), note, 'ciphertext', 'numberIndex'])
      expect(text).not.toContain(secret);
    expect(text.match(/"what":"(no-answer|joined|ringing)"/g)).toHaveLength(3);
  });

  it('is noted before anything is told, and so is the seeing of the number', async () => {
    const whom = await heldProfessional();
    await exportProfessional(whom.id);
    const rows = await query(
      `SELECT action, reason FROM audit_log WHERE subject = $1 AND reason IS NOT NULL ORDER BY seq`,
      [`professional:${whom.id}`],
    );
    expect(rows).toEqual([
      { action: 'direct-line-seen', reason: REASON.reason },
      { action: 'data-exported', reason: REASON.reason },
    ]);
    const { body } = await exportProfessional(whom.id);
    expect(rowsOf(body, 'audit-log').map(({ action }: any) => action)).toContain('data-exported');
  });

  it('of many calls is told piece by piece, whole', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(...Array.from({ length: 450 }, () => callOf(who, whom)));
    const { body } = await exportProfessional(whom.id);
    expect(new Set(rowsOf(body, 'call-records').map(({ id }: any) => id)).size).toBe(450);
  });

  it('works where there is no direct line', async () => {
    const whom = await heldProfessional();
    await service.api('DELETE', `professionals/${whom.id}/direct-line`);
    expect(rowsOf((await exportProfessional(whom.id)).body, 'direct-line')).toEqual([]);
  });
});

describe('An export of a caller', () => {
  it('tells everything that is known of the number', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    const call = callOf(who, whom);
    await write(call, callOf(caller(), whom));
    await session(who, whom);
    await query('INSERT INTO blocked_callers (token, professional_id, note) VALUES ($1, $2, $3)', [
      who.token,
      whom.id,
      'rude',
    ]);
    const { body } = await exportCaller(who.number);
    expect(body.subject.kind).toBe('caller');
    expect(rowsOf(body, 'call-records')).toMatchObject([{ id: call.callId, outcome: 'connected' }]);
    expect(rowsOf(body, 'call-records')[0].timeline).toContainEqual(call.timeline[6]);
    expect(rowsOf(body, 'caller-numbers')).toMatchObject([{ callId: call.callId }]);
    expect(rowsOf(body, 'sessions')).toMatchObject([{ numberIsKept: true }]);
    expect(rowsOf(body, 'blocks')).toEqual([
      { createdAt: expect.any(String), everywhere: false, note: 'rude' },
    ]);
    const text = JSON.stringify(body);
    for (const secret of [who.token, who.number.slice(1), whom.line.slice(1), `"detail":"${whom.id}"`])
      expect(text).not.toContain(secret);
  });

  it('of whom nothing is held says so', async () => {
    const { body } = await exportCaller(caller().number);
    for (const { kind, rows } of body.held) if (kind !== 'audit-log') expect(rows).toEqual([]);
  });
});

describe('An export', () => {
  it.each([
    ['a professional who never was', `professionals/${NOBODY}/export`, REASON, 404, 'not-found'],
    ['no reason', `professionals/${NOBODY}/export`, {}, 422, 'body-invalid'],
    ['a number that is none', 'callers/export', { number: '12', ...REASON }, 422, 'number-invalid'],
    [
      'more than is asked for',
      'callers/export',
      { number: '+1 202 555 0199', id: 1, ...REASON },
      422,
      'body-invalid',
    ],
  ])('of %s is refused', async (_what, path, body, status, code) => {
    expect(await privacy('POST', path, body)).toMatchObject({ status, body: { code } });
  });

  it('is for keys with the role privacy, and leaves no number in the log', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom));
    service.log.splice(0);
    expect(await service.api('POST', `professionals/${whom.id}/export`, REASON)).toMatchObject({
      status: 403,
    });
    await exportProfessional(whom.id);
    await exportCaller(who.number);
    const log = service.log.join('');
    for (const secret of [who.number.slice(1), who.token, whom.line.slice(1)])
      expect(log).not.toContain(secret);
  });
});
