import { jest } from '@jest/globals';
import { Pause, READABLE_MS } from '../../../src/data-subjects/withdrawal-first.js';
import { readableSpeech } from '../api/stand-ins.js';
import { consent } from '../api/resources/resources.js';
import {
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
  told,
  usePeople,
  write,
  type Held,
} from './people.js';

usePeople();

/** Where a person may be named after all: what proves the erasure. */
const PROOF = ['audit_log', 'receipts'];
const eraseProfessional = (id: string) => privacy('POST', `professionals/${id}/erasure`, REASON);
const eraseCaller = (number: string) => privacy('POST', 'callers/erasure', { number, ...REASON });
const counts = (places: { where: string; count: number }[]) =>
  Object.fromEntries(places.map(({ where, count }) => [where, count]));
const recordOf = async (id: string) => (await query('SELECT * FROM call_records WHERE id = $1', [id]))[0];
const namesOf = ({ id, listingId, lineId, number }: Held) => [id, listingId, lineId, number];

/** The writer of records looks into it when it has asked who was erased, and has to wait. */
async function lockedTable(name: string) {
  const runner = service.database.createQueryRunner();
  await runner.startTransaction();
  await runner.query(`LOCK TABLE ${name} IN ACCESS EXCLUSIVE MODE`);
  return {
    async unlock() {
      await runner.commitTransaction();
      await runner.release();
    },
  };
}

/** Until somebody waits for a lock of this kind. */
async function waiting(kind: 'relation' | 'advisory'): Promise<void> {
  const waiters = `SELECT FROM pg_locks WHERE NOT granted AND locktype = $1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  while ((await query(waiters, [kind])).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('A professional who is erased', () => {
  it('is named nowhere any more, and a receipt tells what went and what stays', async () => {
    const [whom, other, who] = [await heldProfessional(true), await heldProfessional(), caller()];
    const call = callOf(who, whom);
    const dedicated = callOf(who, whom, { dialled: whom.number, professionalId: null, listingId: null });
    const tried = callOf(who, other, { timeline: [{ at: 1, what: 'no-answer', detail: whom.id }] });
    await write(call, dedicated, tried, callOf(who, other));
    await session(who, whom);
    told();
    const { status, body } = await eraseProfessional(whom.id);
    expect(status).toBe(200);
    expect(counts(body.erased)).toEqual({
      call_records: 3,
      caller_numbers: 1,
      sessions: 1,
      consents: 1,
      consent_attempts: 1,
      consent_requests: 1,
      pass_through_numbers: 2,
      resting_numbers: 2,
      direct_lines: 1,
      listings: 1,
      professionals: 1,
      redis: expect.any(Number),
    });
    expect(counts(body.kept)).toMatchObject({ call_records: 3, consents: 1, resting_numbers: 2 });
    expect(await naming(namesOf(whom).slice(0, 3), ...PROOF)).toEqual([]);
    expect(await naming([other.id])).toContain('call_records');
    expect(told()).toEqual(
      expect.arrayContaining([
        { kind: 'direct-line', professionalId: whom.id },
        { kind: 'listing', listingId: whom.listingId },
        { kind: 'number', number: whom.number },
      ]),
    );
  });

  it('leaves call records their statistics, and takes what spells the extension', async () => {
    const [whom, who] = [await heldProfessional(true), caller()];
    const call = callOf(who, whom);
    const dedicated = callOf(who, whom, { dialled: whom.number, professionalId: null, listingId: null });
    await write(call, dedicated);
    await eraseProfessional(whom.id);
    const record = await recordOf(call.callId);
    expect(record).toMatchObject({
      professional_id: null,
      listing_id: null,
      category_id: whom.categoryId,
      caller_token: who.token,
      outcome: 'connected',
      cause: 16,
      connected_at: new Date(call.connectedAt as number),
    });
    expect(record.timeline).toEqual(call.timeline.map(({ at, what }) => ({ at, what })));
    expect((await recordOf(dedicated.callId)).dialled).toBeNull();
    expect(await naming([whom.number], ...PROOF)).toEqual(['resting_numbers']);
  });

  it('leaves a consent as evidence, under the number of the receipt only', async () => {
    const whom = await heldProfessional();
    const { body } = await eraseProfessional(whom.id);
    const [consent] = await query('SELECT * FROM consents WHERE id = $1', [whom.consentId]);
    expect(consent).toMatchObject({
      professional_id: null,
      listing_id: null,
      direct_line_id: null,
      receipt_id: body.id,
      wording: 'Yes.',
      withdrawn_at: expect.any(Date),
    });
  });

  it('is not heard of any more: no consent’s words have the name, and the question is not kept as sound', async () => {
    const [whom, other] = [await heldProfessional(), await heldProfessional()];
    await query(`UPDATE professionals SET display_name = 'Doctor  [7]' WHERE id = $1`, [whom.id]);
    const words = 'Example lists Doctor 7 as a doctor. Press 1.';
    const others = 'Example lists Doctor 1 as a doctor.';
    for (const [wording, { id, listingId }] of [
      [words, whom],
      ['Doctor Seven?', whom],
      [others, whom],
      [others, other],
    ] as const)
      await query(
        `INSERT INTO consents (listing_id, professional_id, given_at, wording, language, method, call_id, withdrawn_at, withdrawn_by)
          VALUES ($1, $2, now(), $3, 'en', 'phone', 'call-1', now(), 'api')`,
        [listingId, id, wording],
      );
    readableSpeech.forgotten.splice(0);
    const { body } = await eraseProfessional(whom.id);
    const left = await query('SELECT wording FROM consents WHERE receipt_id = $1', [body.id]);
    expect(left.map(({ wording }) => wording).sort()).toEqual([
      'Example lists … as a doctor. Press 1.',
      'Yes.',
      expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    ]);
    expect(readableSpeech.forgotten.sort()).toEqual([`en: Doctor Seven?`, `en: ${words}`]);
    expect(counts(body.erased)).toMatchObject({ prompts: 2 });
  });

  it('leaves the extensions in quarantine, as nobody’s', async () => {
    const whom = await heldProfessional(true);
    await eraseProfessional(whom.id);
    expect(
      await query(
        'SELECT professional_id, listing_id FROM resting_numbers WHERE extension = $1 OR number = $2',
        [whom.extension, whom.number],
      ),
    ).toEqual([
      { professional_id: null, listing_id: null },
      { professional_id: null, listing_id: null },
    ]);
  });

  it('is not brought back by calls whose records are written later', async () => {
    const [whom, who] = [await heldProfessional(true), caller()];
    await eraseProfessional(whom.id);
    const late = callOf(who, whom);
    const stale = callOf(who, whom, { startedAt: Date.now() + 60_000 });
    const dedicated = callOf(who, whom, { dialled: whom.number, professionalId: null, listingId: null });
    const own = callOf(who, whom, { kind: 'professional', callerToken: null, sealedCaller: null });
    await write(late, stale, dedicated, own);
    expect(await naming([...namesOf(whom), whom.extension], ...PROOF)).toEqual(['resting_numbers']);
    expect(await recordOf(late.callId)).toMatchObject({ professional_id: null, caller_token: who.token });
    expect(await recordOf(own.callId)).toMatchObject({ professional_id: null, caller_withheld: false });
    expect(await query('SELECT FROM caller_numbers WHERE token = $1', [who.token])).toEqual([]);
  });

  it('may have been removed by an operator before: what names them still is found', async () => {
    const [whom, who] = [await heldProfessional(true), caller()];
    const dedicated = callOf(who, whom, { dialled: whom.number, professionalId: null, listingId: null });
    await write(callOf(who, whom), dedicated);
    expect(await service.api('DELETE', `professionals/${whom.id}`)).toMatchObject({ status: 204 });
    expect(await naming([whom.id], ...PROOF)).toEqual([
      'call_records',
      'caller_numbers',
      'consents',
      'resting_numbers',
    ]);
    const told = (await privacy('POST', `professionals/${whom.id}/export`, REASON)).body.held;
    expect(told.find(({ kind }: any) => kind === 'call-records').rows).toHaveLength(2);
    const { status, body } = await eraseProfessional(whom.id);
    expect([status, counts(body.erased)]).toMatchObject([
      200,
      { call_records: 2, caller_numbers: 1, consents: 1 },
    ]);
    expect(await naming(namesOf(whom), ...PROOF)).toEqual(['resting_numbers']);
    expect(await naming([whom.extension], ...PROOF)).toEqual(['resting_numbers']);
  });

  it('who is erased once more gets a receipt that says that nothing was there', async () => {
    const { id } = await heldProfessional();
    const [first, again] = [await eraseProfessional(id), await eraseProfessional(id)];
    expect(again).toMatchObject({
      status: 200,
      body: { subject: { kind: 'professional', name: id }, erased: [] },
    });
    expect(again.body.id).not.toBe(first.body.id);
    expect(counts(again.body.kept)).toEqual({ audit_log: expect.any(Number), receipts: 1 });
  });

  it('may be erased by several at once: one of them finds everything', async () => {
    const { id } = await heldProfessional();
    const answers = await Promise.all([1, 2, 3].map(() => eraseProfessional(id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.filter(({ body }) => body.erased.length > 0)).toHaveLength(1);
  });
});

describe('Before a professional is erased, every consent', () => {
  const consentsOf = ({ consentId }: Held) =>
    query('SELECT professional_id, listing_id, withdrawn_at, withdrawn_by FROM consents WHERE id = $1', [
      consentId,
    ]);
  /** What is done while the erasure waits. */
  const meanwhile = (work: () => Promise<unknown>) =>
    jest.spyOn(service.app.get(Pause), 'of').mockImplementationOnce(async () => void (await work()));
  const withdrawn = ({ id, listingId }: Held) => [
    { professional_id: id, listing_id: listingId, withdrawn_at: expect.any(Date), withdrawn_by: 'api' },
  ];
  afterEach(() => jest.restoreAllMocks());

  it('is withdrawn for good, told, and left to be read by every process', async () => {
    const whom = await heldProfessional();
    told();
    let seen: unknown;
    const pause = meanwhile(async () => (seen = [await consentsOf(whom), told()]));
    await eraseProfessional(whom.id);
    expect(pause.mock.calls).toEqual([[READABLE_MS]]);
    expect(seen).toEqual([
      withdrawn(whom),
      expect.arrayContaining([{ kind: 'listing', listingId: whom.listingId }]),
    ]);
    const noted = await query('SELECT action FROM audit_log WHERE subject = $1 ORDER BY seq', [
      `professional:${whom.id}`,
    ]);
    expect(noted.map(({ action }) => action).slice(-2)).toEqual(['consent-withdrawn', 'data-erased']);
  });

  it('stays withdrawn where the erasure is cut short; once more completes it, and waits again', async () => {
    const whom = await heldProfessional();
    meanwhile(() => Promise.reject(new Error('the process dies')));
    expect(await eraseProfessional(whom.id)).toMatchObject({ status: 500 });
    expect(await consentsOf(whom)).toEqual(withdrawn(whom));
    expect(await naming([whom.lineId], ...PROOF)).toContain('direct_lines');
    const pause = meanwhile(async () => expect(await consentsOf(whom)).toEqual(withdrawn(whom)));
    expect(await eraseProfessional(whom.id)).toMatchObject({ status: 200 });
    expect(pause).toHaveBeenCalled();
    expect(await naming(namesOf(whom).slice(0, 3), ...PROOF)).toEqual([]);
  });

  it.each([
    ['listing', ({ listingId }: Held) => `listings/${listingId}`],
    ['professional', ({ id }: Held) => `professionals/${id}`],
  ])('is left to be read as well when the %s was removed just now', async (_what, path) => {
    const whom = await heldProfessional();
    await service.api('DELETE', path(whom));
    const ended = [{ ...withdrawn(whom)[0], withdrawn_by: expect.any(String) }];
    const pause = meanwhile(async () => expect(await consentsOf(whom)).toEqual(ended));
    expect(await eraseProfessional(whom.id)).toMatchObject({ status: 200 });
    expect(pause).toHaveBeenCalled();
  });

  it('is not waited for where the last one ended before', async () => {
    const whom = await heldProfessional();
    await query(
      `UPDATE consents SET withdrawn_at = now() - interval '2 s', withdrawn_by = 'api' WHERE id = $1`,
      [whom.consentId],
    );
    const pause = meanwhile(async () => undefined);
    expect(await eraseProfessional(whom.id)).toMatchObject({ status: 200 });
    expect(pause).not.toHaveBeenCalled();
  });

  it('is withdrawn anew where somebody said yes in between', async () => {
    const whom = await heldProfessional();
    meanwhile(() => consent(whom.listingId));
    expect(await eraseProfessional(whom.id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await eraseProfessional(whom.id)).toMatchObject({ status: 200 });
  });
});

describe('A caller who is erased', () => {
  it('is known nowhere any more, in calls of every professional and in sessions', async () => {
    const [one, two, who, other] = [await heldProfessional(), await heldProfessional(), caller(), caller()];
    const calls = [callOf(who, one), callOf(who, two), callOf(other, one)];
    await write(...calls);
    const sessionId = await session(who, one);
    const { status, body } = await eraseCaller(who.number);
    expect(status).toBe(200);
    expect(counts(body.erased)).toEqual({
      call_records: 2,
      caller_numbers: 2,
      sessions: 1,
      redis: expect.any(Number),
    });
    expect(await naming([who.token, who.number.slice(1)])).toEqual([]);
    expect(await naming([other.token])).toEqual(['call_records', 'caller_numbers']);
    expect(await recordOf(String(calls[0]?.callId))).toMatchObject({
      professional_id: one.id,
      caller_token: null,
      caller_withheld: false,
      outcome: 'connected',
    });
    const [bound] = await query('SELECT * FROM sessions WHERE id = $1', [sessionId]);
    expect(bound).toMatchObject({ professional_id: one.id, ciphertext: null, ended_at: expect.any(Date) });
  });

  it('is not brought back by a call that began before; one that begins later is new', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    const before = callOf(who, whom);
    await eraseCaller(who.number);
    const after = callOf(who, whom, { startedAt: Date.now() + 1 });
    await write(before, after);
    expect((await recordOf(before.callId)).caller_token).toBeNull();
    expect((await recordOf(after.callId)).caller_token).toBe(who.token);
    expect(await query('SELECT call_id FROM caller_numbers WHERE token = $1', [who.token])).toEqual([
      { call_id: after.callId },
    ]);
  });

  it('is not brought back by a record that is being written', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    const table = await lockedTable('session_numbers');
    const writing = write(callOf(who, whom));
    await waiting('relation');
    const erasing = eraseCaller(who.number);
    await Promise.race([erasing, waiting('advisory')]);
    await table.unlock();
    await writing;
    expect((await erasing).status).toBe(200);
    expect(await naming([who.token])).toEqual([]);
  });

  it('of whom nothing is held gets a receipt that says so', async () => {
    const { body } = await eraseCaller(caller().number);
    expect(body).toMatchObject({ subject: { kind: 'caller' }, erased: [], kept: [] });
  });
});

describe('An erasure', () => {
  it('is in the audit log, with its reason and without a number or a token', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom));
    const { body } = await eraseCaller(who.number);
    await eraseProfessional(whom.id);
    const rows = await query(
      `SELECT * FROM audit_log WHERE action = 'data-erased' ORDER BY seq DESC LIMIT 2`,
    );
    expect(rows).toMatchObject([
      {
        subject: `professional:${whom.id}`,
        reason: REASON.reason,
        actor: expect.stringContaining('api-key'),
      },
      { subject: `caller:${body.subject.name}`, detail: { erased: { 'call-records': 1 } } },
    ]);
    expect(JSON.stringify(rows)).not.toContain(who.token);
  });

  it.each([
    ['a professional who never was', `professionals/${NOBODY}/erasure`, REASON, 404, 'not-found'],
    ['no id', 'professionals/somebody/erasure', REASON, 404, 'not-found'],
    [
      'a professional who never was, asked before',
      `professionals/${NOBODY}/erasure/check`,
      {},
      404,
      'not-found',
    ],
    ['no number, asked before', 'callers/erasure/check', {}, 422, 'number-invalid'],
    ['no reason', `professionals/${NOBODY}/erasure`, {}, 422, 'body-invalid'],
    ['a reason that is none', `professionals/${NOBODY}/erasure`, { reason: '  ' }, 422, 'body-invalid'],
    [
      'a reason with a number',
      `professionals/${NOBODY}/erasure`,
      { reason: 'of +1 202 555 0150' },
      422,
      'body-invalid',
    ],
    ['no number', 'callers/erasure', REASON, 422, 'number-invalid'],
    ['a number that is none', 'callers/erasure', { number: '+1 202', ...REASON }, 422, 'number-invalid'],
  ])('of %s is refused, and nothing is done', async (_what, path, body, status, code) => {
    const but = ['api_keys', ...(path.endsWith('check') ? ['audit_log'] : [])];
    const before = await everything(...but);
    expect(await privacy('POST', path, body)).toMatchObject({ status, body: { code } });
    expect(await everything(...but)).toBe(before);
  });

  it('that cannot be noted is not done, and an export is not told', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom));
    await query(`ALTER TABLE audit_log ADD CONSTRAINT full_up CHECK (action NOT LIKE 'data-%') NOT VALID`);
    expect(await eraseProfessional(whom.id)).toMatchObject({ status: 500 });
    expect(await eraseCaller(who.number)).toMatchObject({ status: 500 });
    expect(await privacy('POST', `professionals/${whom.id}/export`, REASON)).toMatchObject({ status: 500 });
    await query('ALTER TABLE audit_log DROP CONSTRAINT full_up');
    expect(await naming([who.token])).toEqual(['call_records', 'caller_numbers']);
    expect(await naming([whom.lineId], ...PROOF)).toContain('direct_lines');
  });

  it('is for keys with the role privacy', async () => {
    const { id } = await heldProfessional();
    expect(await service.api('POST', `professionals/${id}/erasure`, REASON)).toMatchObject({ status: 403 });
    expect(await service.api('GET', `professionals/${id}`)).toMatchObject({ status: 200 });
  });

  it('tells the log nothing of whose it was', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    await write(callOf(who, whom));
    service.log.splice(0);
    await eraseCaller(who.number);
    await eraseProfessional(whom.id);
    const log = service.log.join('');
    expect(log).toContain('callers/erasure');
    for (const secret of [who.number.slice(1), who.token, whom.line.slice(1)])
      expect(log).not.toContain(secret);
  });
});
