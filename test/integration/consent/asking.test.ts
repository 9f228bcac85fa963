import { lockForErasing } from '../../../src/database/subject-lock.js';
import { api, category, create, listing, service, useService } from '../api/resources/resources.js';
import { ask, inCall, notThe, setLine, stateOf, switchboard, unasked } from './asked.js';

useService();

const askedLast = () => service.lines.asked.at(-1);
/** For the lock of an erasure. */
async function somebodyWaits(): Promise<void> {
  const waits = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  while ((await service.database.query(waits)).length === 0);
}
const code = async (status: number, answer: Promise<{ status: number; body: any }>) => {
  const { status: actual, body } = await answer;
  expect([actual, JSON.stringify(body).includes('555')]).toEqual([status, false]);
  return body.code;
};

describe('Before a line can be asked', () => {
  it('there is a direct line, a number to call from and a trunk to call by, or it is said what is missing', async () => {
    const listed = await listing();
    const start = () => api('POST', `listings/${listed.id}/consent-requests`, {});
    expect(await code(409, start())).toBe('direct-line-missing');
    await setLine(listed.professionalId);
    expect(await code(409, start())).toBe('trunk-missing');
    await create('trunks', { name: 'first', host: '127.0.0.1', match: ['127.0.0.1'] });
    expect(await code(409, start())).toBe('presented-number-missing');
    expect(service.lines.asked).toEqual([]);
    await switchboardOnly();
    expect(await start()).toMatchObject({ status: 201 });
  });
});

describe('A request for consent', () => {
  beforeAll(async () => {
    await service.database.query('DELETE FROM trunks');
    await switchboard();
  });

  it('has the line called, and answers a code of six digits that is kept nowhere', async () => {
    const { id, professionalId, categoryId } = await unasked();
    const answer = await api('POST', `listings/${id}/consent-requests`, { language: 'zh' });
    expect(answer).toMatchObject({
      status: 201,
      body: { state: 'calling', callAgain: false, language: 'zh', code: expect.stringMatching(/^\d{6}$/) },
    });
    const [{ line }] = await service.database.query(
      `SELECT id AS line FROM direct_lines WHERE professional_id = $1`,
      [professionalId],
    );
    expect(askedLast()).toEqual({
      requestId: answer.body.id,
      callId: answer.body.callId,
      listingId: id,
      professionalId,
      categoryId,
      lineId: line,
      language: 'zh',
      presented: expect.stringMatching(/^\+12025550\d{3}$/),
      question: `text/zh: ${answer.body.wording}`,
    });
    const read = await api('GET', `consent-requests/${answer.body.id}`);
    expect(read.body).not.toHaveProperty('code');
    for (const table of ['consent_requests', 'consent_attempts'])
      expect(JSON.stringify(await service.database.query(`SELECT t::text FROM ${table} t`))).not.toContain(
        answer.body.code,
      );
    expect(service.log.join('')).not.toContain(answer.body.code);
  });

  it('says who asks, whom for and as what, in the language of the professional', async () => {
    const { wording } = await ask((await unasked()).id);
    expect(wording).toBe(
      'Hello. Throughline wants to list this line for Doctor 1, as insurance. ' +
        'Callers would reach you here, and would not see your number.',
    );
  });

  it('calls from the number by which callers will reach the line', async () => {
    const { id: listingId } = await unasked();
    const { id: switchboardNumberId, number } = await create('switchboard-numbers', {
      number: '+12025550148',
      label: 'Second',
      menu: { choices: [{ key: '1', category: (await category()).key }] },
    });
    await create('pass-through-numbers', { kind: 'extension', listingId, switchboardNumberId });
    await inCall().settle((await ask(listingId)).id, String(askedLast()?.callId), 'not-reached');
    expect(askedLast()?.presented).toBe(number);
    await create('pass-through-numbers', { kind: 'dedicated', listingId, number: '+12025550149' });
    await ask(listingId);
    expect(askedLast()?.presented).toBe('+12025550149');
  });

  it('ends in a consent bound to the line, the call, the words and their language', async () => {
    const { id: listingId, professionalId } = await unasked();
    const { id, code, callId, wording } = await ask(listingId, { language: 'en' });
    expect(await inCall().checkCode(id, code)).toBe('right');
    service.routing.told.length = 0;
    await inCall().record(id, callId);
    expect(service.routing.told).toContainEqual({ kind: 'listing', listingId });
    expect(await stateOf(id)).toBe('given');
    const { body } = await api('GET', `listings/${listingId}/consents`);
    expect(body.items).toMatchObject([
      { method: 'phone', callId, wording, language: 'en', withdrawnAt: null },
    ]);
    const [{ bound }] = await service.database.query(
      `SELECT c.direct_line_id = d.id AS bound FROM consents c JOIN direct_lines d USING (professional_id)
      WHERE professional_id = $1`,
      [professionalId],
    );
    expect(bound).toBe(true);
    expect(await api('POST', `listings/${listingId}/consent-requests`, {})).toMatchObject({
      status: 409,
      body: { code: 'consent-in-force' },
    });
  });

  it('tells that its line was answered, as long as its call goes on', async () => {
    const { id: listingId } = await unasked();
    const { id, code: right, callId } = await ask(listingId);
    await inCall().begin(id, 'another-call');
    expect(await stateOf(id)).toBe('calling');
    await inCall().begin(id, callId);
    expect((await api('GET', `consent-requests/${id}`)).body).toMatchObject({
      state: 'answered',
      callAgain: false,
    });
    for (const path of [`consent-requests/${id}/call`, `listings/${listingId}/consent-requests`])
      expect(await code(409, api('POST', path, {}))).toBe('consent-call-in-progress');
    expect(await inCall().checkCode(id, right)).toBe('right');
    await inCall().record(id, callId);
    await inCall().begin(id, callId);
    expect(await stateOf(id)).toBe('given');
  });

  it.each(['refused', 'code-wrong', 'not-reached', 'no-answer-given', 'hung-up', 'failed'] as const)(
    'tells that its call ended as %s, whatever else comes after',
    async (outcome) => {
      const { id, callId } = await ask((await unasked()).id);
      await inCall().settle(id, 'another-call', 'failed');
      expect(await stateOf(id)).toBe('calling');
      await inCall().begin(id, callId);
      await inCall().settle(id, callId, outcome);
      await inCall().settle(id, callId, 'hung-up');
      expect(await stateOf(id)).toBe(outcome);
      expect((await api('GET', `consent-requests/${id}`)).body.callAgain).toBe(outcome !== 'refused');
    },
  );

  it('may be called again with the same code and words while the owner has not answered', async () => {
    const { id, code, callId, wording } = await ask((await unasked()).id);
    expect(await api('POST', `consent-requests/${id}/call`)).toMatchObject({
      status: 409,
      body: { code: 'consent-call-in-progress' },
    });
    await inCall().settle(id, callId, 'not-reached');
    const again = await api('POST', `consent-requests/${id}/call`);
    expect(again).toMatchObject({ status: 200, body: { state: 'calling', wording } });
    expect(again.body.callId).not.toBe(callId);
    expect(again.body).not.toHaveProperty('code');
    expect(askedLast()).toMatchObject({ requestId: id, question: `text/en: ${wording}` });
    await expect(inCall().record(id, callId)).rejects.toThrow('may answer');
    expect(await inCall().checkCode(id, code)).toBe('right');
    await inCall().record(id, again.body.callId);
    expect(await stateOf(id)).toBe('given');
  });

  it('is not called again after a no', async () => {
    const { id, callId } = await ask((await unasked()).id);
    await inCall().settle(id, callId, 'refused');
    expect(await code(409, api('POST', `consent-requests/${id}/call`))).toBe('consent-refused');
  });

  it('records a yes once, and says so to whoever asks again for the same call', async () => {
    const { id: listingId } = await unasked();
    const { id, code: right, callId } = await ask(listingId);
    expect(await inCall().checkCode(id, right)).toBe('right');
    await inCall().record(id, callId);
    const { consentedAt } = (await api('GET', `listings/${listingId}`)).body;
    await inCall().record(id, callId);
    expect((await api('GET', `listings/${listingId}`)).body.consentedAt).toBe(consentedAt);
    await expect(inCall().record(id, 'another-call')).rejects.toThrow('may answer');
  });

  it('does not record a yes without the code', async () => {
    const { id: listingId } = await unasked();
    const { id, callId } = await ask(listingId);
    await expect(inCall().record(id, callId)).rejects.toThrow('may answer');
    expect((await api('GET', `listings/${listingId}`)).body.consentedAt).toBeNull();
  });

  it('does not record a yes for a line that took the place of the one that was asked', async () => {
    const { id: listingId, professionalId } = await unasked();
    const { id, code: right, callId } = await ask(listingId);
    expect(await inCall().checkCode(id, right)).toBe('right');
    await setLine(professionalId);
    await expect(inCall().record(id, callId)).rejects.toThrow('is not there any more');
    expect((await api('GET', `listings/${listingId}`)).body.consentedAt).toBeNull();
    await inCall().settle(id, callId, 'failed');
    expect(await code(409, api('POST', `consent-requests/${id}/call`))).toBe('consent-code-spent');
  });

  it('does not record a yes for a listing or a professional that is removed meanwhile', async () => {
    const [first, second] = [await unasked(), await unasked()];
    const asked = [await ask(first.id), await ask(second.id)];
    for (const { id, code: right } of asked) await inCall().checkCode(id, right);
    const removals = [`listings/${first.id}`, `professionals/${second.professionalId}`];
    await Promise.all([
      ...asked.map(({ id, callId }) =>
        inCall()
          .record(id, callId)
          .catch(() => undefined),
      ),
      ...removals.map(async (path) => expect(await api('DELETE', path)).toMatchObject({ status: 204 })),
    ]);
    const left = await service.database.query(
      'SELECT FROM consents WHERE listing_id = ANY($1) AND withdrawn_at IS NULL',
      [[first.id, second.id]],
    );
    expect(left).toEqual([]);
  });

  it('does not survive an erasure that began before it', async () => {
    const { id: listingId } = await unasked();
    const { id, code: right, callId } = await ask(listingId);
    await inCall().checkCode(id, right);
    await service.database
      .transaction(async (manager) => {
        await lockForErasing(manager);
        const yes = inCall().record(id, callId);
        const refused = expect(yes).rejects.toThrow();
        await Promise.race([yes, somebodyWaits()]);
        await manager.query('DELETE FROM listings WHERE id = $1', [listingId]);
        return { refused };
      })
      .then(({ refused }) => refused);
    expect(await service.database.query('SELECT FROM consents WHERE listing_id = $1', [listingId])).toEqual(
      [],
    );
  });

  it('is answered once, however often its call says so at the same moment', async () => {
    const { id: listingId } = await unasked();
    const { id, code: right, callId } = await ask(listingId);
    await inCall().checkCode(id, right);
    const answers = await Promise.allSettled([1, 2, 3].map(() => inCall().record(id, callId)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect((await api('GET', `listings/${listingId}/consents`)).body.items).toHaveLength(1);
  });
});

describe('A one-time code', () => {
  it('is right once', async () => {
    const { id, code } = await ask((await unasked()).id);
    const checks = await Promise.all([1, 2, 3, 4].map(() => inCall().checkCode(id, code)));
    expect(checks.sort()).toEqual(['right', 'spent', 'spent', 'spent']);
  });

  it('is spent when it is replayed after its request was answered', async () => {
    const { id, code, callId } = await ask((await unasked()).id);
    await inCall().checkCode(id, code);
    await inCall().record(id, callId);
    expect(await inCall().checkCode(id, code)).toBe('spent');
  });

  it('is spent after three wrong ones, however fast they come, and the call ends with the third', async () => {
    const { id, code, callId } = await ask((await unasked()).id);
    const checks = await Promise.all([1, 2, 3, 4, 5].map(() => inCall().checkCode(id, notThe(code))));
    expect(checks.sort()).toEqual(['spent', 'spent', 'spent', 'wrong', 'wrong']);
    expect(await inCall().checkCode(id, code)).toBe('spent');
    await inCall().settle(id, callId, 'code-wrong');
    expect(await api('POST', `consent-requests/${id}/call`)).toMatchObject({
      status: 409,
      body: { code: 'consent-code-spent' },
    });
  });

  it.each(['', '12345', '1234567', '12#456', '+12025550150', '\u0000'])(
    'that is malformed (%j) is a wrong one',
    async (given) => {
      const { id, code } = await ask((await unasked()).id);
      expect(await inCall().checkCode(id, given)).toBe('wrong');
      expect(await inCall().checkCode(id, code)).toBe('right');
    },
  );

  it('is of no use for another request', async () => {
    const [mine, other] = [await ask((await unasked()).id), await ask((await unasked()).id)];
    await service.database.query(
      'UPDATE consent_requests SET code_hash = (SELECT code_hash FROM consent_requests WHERE id = $1) WHERE id = $2',
      [mine.id, other.id],
    );
    expect(await inCall().checkCode(other.id, mine.code)).toBe('wrong');
    expect(await inCall().checkCode('3fa85f64-5717-4562-b3fc-2c963f66afa6', mine.code)).toBe('spent');
  });

  it('runs out', async () => {
    const { id, code, callId } = await ask((await unasked()).id);
    const { expiresAt } = (await api('GET', `consent-requests/${id}`)).body;
    expect(new Date(expiresAt).getTime() - Date.now()).toBeGreaterThan(14 * 60_000);
    expect(new Date(expiresAt).getTime() - Date.now()).toBeLessThan(15 * 60_000);
    await service.database.query('UPDATE consent_requests SET expires_at = now() WHERE id = $1', [id]);
    expect(await inCall().checkCode(id, code)).toBe('spent');
    expect(await stateOf(id)).toBe('expired');
    await inCall().settle(id, callId, 'code-wrong');
    expect(await stateOf(id)).toBe('expired');
    expect(await api('POST', `consent-requests/${id}/call`)).toMatchObject({
      status: 409,
      body: { code: 'consent-code-spent' },
    });
  });
});

describe('What makes no request', () => {
  it.each([
    [{ language: 'fr' }, 'language'],
    [{ applicant: '' }, 'applicant'],
    [{ applicant: 'x'.repeat(81) }, 'applicant'],
    [{ number: '+12025550150' }, ''],
  ])('%j', async (body, field) => {
    const answer = await api('POST', `listings/${(await unasked()).id}/consent-requests`, body);
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    expect(JSON.stringify(answer.body)).not.toContain('5550150');
  });

  it('a listing or a request that is not there', async () => {
    for (const id of ['3fa85f64-5717-4562-b3fc-2c963f66afa6', 'no-id'])
      for (const [method, path] of [
        ['POST', `listings/${id}/consent-requests`],
        ['GET', `consent-requests/${id}`],
        ['POST', `consent-requests/${id}/call`],
      ] as const)
        expect(await api(method, path, method === 'POST' ? {} : undefined)).toMatchObject({ status: 404 });
  });
});

const switchboardOnly = async () =>
  create('switchboard-numbers', {
    number: '+12025550147',
    label: 'Main',
    menu: { choices: [{ key: '1', category: (await category()).key }] },
  });
