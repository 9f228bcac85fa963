import { inspect } from 'node:util';
import { jest } from '@jest/globals';
import pg from 'pg';
import { CallerOpener } from '../../../src/callers/open-caller.js';
import {
  api,
  category,
  consent,
  create,
  listing,
  professional,
  service,
  switchboardNumber,
  told,
  useService,
} from '../api/resources/resources.js';

useService();

const CALLER = '+12025550160';
const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();
let numbers = 170;
const sessionNumber = () => create('session-numbers', { number: `+12025550${numbers++}`, label: 'Pool' });
/** Somebody who has a line, of which nobody knows the number, and said yes on it. */
const consented = async () => {
  const listed = await listing();
  await service.database.query(
    `INSERT INTO direct_lines (professional_id, ciphertext, key_id, number_index)
    VALUES ($1::uuid, '\\x00', 'k', decode(md5($1::text), 'hex'))`,
    [listed.professionalId],
  );
  await consent(listed.id);
  return listed;
};
const newSession = async (more: object = {}) => {
  const { id: listingId, professionalId } = await consented();
  return { professionalId, body: { callerNumber: CALLER, listingId, endsAt: hours(1), ...more } };
};

/** Each test has the numbers it publishes, and no others. */
afterEach(() => service.database.query('DELETE FROM sessions; DELETE FROM session_numbers'));

describe('Session numbers', () => {
  it('are published, listed and removed', async () => {
    const { id, number } = await sessionNumber();
    expect(told()).toEqual([{ kind: 'number', number }]);
    expect(await api('GET', `session-numbers/${id}`)).toMatchObject({
      status: 200,
      body: { number, label: 'Pool', language: 'en', ringing: { ringSeconds: 25 } },
    });
    expect((await api('GET', 'session-numbers')).body.items).toHaveLength(1);
    expect(await api('DELETE', `session-numbers/${id}`)).toMatchObject({ status: 204 });
    expect(told()).toEqual([{ kind: 'number', number }]);
    expect(await api('DELETE', `session-numbers/${id}`)).toMatchObject({ status: 404 });
  });

  it('lead to one place: not to a menu, a professional or a hidden line as well', async () => {
    const { number } = await sessionNumber();
    const { id } = await professional();
    const taken = { status: 409, body: { code: 'number-taken' } };
    expect(await api('POST', 'session-numbers', { number, label: 'Twice' })).toMatchObject(taken);
    expect(await api('PUT', `professionals/${id}/direct-line`, { number })).toMatchObject(taken);
    await api('PUT', `professionals/${id}/direct-line`, { number: '+12025550161' });
    const hidden = await api('POST', 'session-numbers', { number: '+12025550161', label: 'Line' });
    expect(hidden).toMatchObject(taken);
    const { number: menu } = await switchboardNumber((await category()).key);
    expect(await api('POST', 'session-numbers', { number: menu, label: 'Menu' })).toMatchObject(taken);
  });

  it('stay while a session has them, and leave those that are over behind', async () => {
    const { id } = await sessionNumber();
    const session = await create('sessions', (await newSession()).body);
    expect(await api('DELETE', `session-numbers/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'in-use' },
    });
    await api('POST', `sessions/${session.id}/end`);
    expect(await api('DELETE', `session-numbers/${id}`)).toMatchObject({ status: 204 });
    expect((await api('GET', `sessions/${session.id}`)).body).toMatchObject({ number: null });
  });
});

describe('Sessions', () => {
  it('are given a number, and tell nothing of the caller, not even a pseudonym', async () => {
    const { number } = await sessionNumber();
    const { body } = await newSession({ reference: 'appointment 12' });
    const session = await create('sessions', body);
    expect(session).toEqual({
      id: session.id,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      number,
      listingId: body.listingId,
      startsAt: expect.any(String),
      endsAt: body.endsAt,
      endedAt: null,
      reference: 'appointment 12',
    });
    expect((await api('GET', 'sessions?reference=appointment 12')).body.items).toEqual([session]);
    expect((await api('GET', 'sessions?reference=none')).body.items).toEqual([]);
    expect((await api('GET', `sessions/${session.id}`)).body).toEqual(session);
  });

  it('seal the caller to themselves: in another session’s row the number does not open', async () => {
    await sessionNumber();
    const { id } = await create('sessions', (await newSession()).body);
    const [row] = await service.database.query('SELECT key_id, ciphertext FROM sessions WHERE id = $1', [id]);
    const sealed = { keyId: row.key_id, ciphertext: row.ciphertext.toString('base64') };
    const opener = service.app.get(CallerOpener, { strict: false });
    expect((await opener.open(id, sealed)).reveal()).toBe(CALLER);
    await expect(opener.open('00000000-0000-4000-8000-000000000000', sealed)).rejects.toMatchObject({
      code: 'seal-broken',
    });
  });

  it('send no number to the database in clear, and leave none in the log', async () => {
    await sessionNumber();
    const { body } = await newSession({ callerNumber: '+1 202 555 0162' });
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    const { id } = await create('sessions', body);
    await api('POST', `sessions/${id}/end`);
    const queries = JSON.stringify(sent.mock.calls.map((args) => inspect(args, { depth: 4 })));
    sent.mockRestore();
    expect(queries).toContain('sessions');
    expect(queries + service.log.join('')).not.toMatch(/555.{0,3}0162/);
  });

  it('tell routing when they begin to be and when they end', async () => {
    const number = await sessionNumber();
    const { body, professionalId } = await newSession();
    told();
    const { id } = await create('sessions', body);
    const [{ caller }] = await service.database.query(
      'SELECT caller_token AS caller FROM sessions WHERE id = $1',
      [id],
    );
    const changes = [
      { kind: 'session', sessionId: id },
      { kind: 'sessions-of', sessionNumberId: number.id, party: caller },
      { kind: 'sessions-of', sessionNumberId: number.id, party: professionalId },
    ];
    expect(told()).toEqual(changes);
    const ended = await api('POST', `sessions/${id}/end`);
    expect(ended).toMatchObject({ status: 200, body: { endedAt: expect.any(String) } });
    expect(told()).toEqual(changes);
    expect((await api('POST', `sessions/${id}/end`)).body.endedAt).toBe(ended.body.endedAt);
    expect(await api('POST', 'sessions/00000000-0000-4000-8000-000000000000/end')).toMatchObject({
      status: 404,
    });
  });

  it('share a number as long as they have nobody in common at the same time', async () => {
    const { number } = await sessionNumber();
    const { body } = await newSession();
    await create('sessions', body);
    await create('sessions', (await newSession({ callerNumber: '+12025550163' })).body);
    const later = { ...body, startsAt: body.endsAt, endsAt: hours(2) };
    expect(await create('sessions', later)).toMatchObject({ number });
    const exhausted = { status: 409, body: { code: 'session-numbers-exhausted' } };
    const sameCaller = (await newSession({ startsAt: hours(0.5), endsAt: hours(1.5) })).body;
    expect(await api('POST', 'sessions', sameCaller)).toMatchObject(exhausted);
    const sameProfessional = { ...body, callerNumber: '+12025550164' };
    expect(await api('POST', 'sessions', sameProfessional)).toMatchObject(exhausted);
  });

  it('that a caller’s others leave no number for count as guesses; a professional’s do not', async () => {
    await sessionNumber();
    const by = await service.as('operator');
    const { body } = await newSession();
    const others = (await newSession()).body;
    await create('sessions', body);
    const ask = async (session: object) => (await by('POST', 'sessions', session)).body.code;
    for (let n = 0; n < 20; n++) {
      expect(await ask({ ...body, callerNumber: '+12025550164' })).toBe('session-numbers-exhausted');
      expect(await ask(others)).toBe('session-numbers-exhausted');
    }
    expect(await ask(others)).toBe('too-often');
    expect(await ask({ ...others, callerNumber: '+12025550164' })).toBe('too-often');
    expect(await api('POST', 'sessions', { ...others, callerNumber: '+12025550164' })).toMatchObject({
      status: 201,
    });
  });

  it('leave their number to others once they are ended, also before they began', async () => {
    await sessionNumber();
    const { body } = await newSession({ startsAt: hours(0.5) });
    const { id } = await create('sessions', body);
    expect(await api('POST', 'sessions', body)).toMatchObject({ status: 409 });
    await api('POST', `sessions/${id}/end`);
    const again = await create('sessions', body);
    await api('POST', `sessions/${again.id}/end`);
  });

  it('have a number first that neither party knows, then the one they used longest ago', async () => {
    for (const _ of [1, 2]) await sessionNumber();
    const used: unknown[] = [];
    for (const _ of [1, 2, 3]) {
      const { id, number } = await create('sessions', (await newSession()).body);
      await api('POST', `sessions/${id}/end`);
      used.push(number);
    }
    expect(used).toEqual([used[0], expect.not.stringMatching(String(used[0]).slice(1)), used[0]]);
  });

  it('of many requests at once get a number each, or none', async () => {
    for (let n = 0; n < 4; n++) await sessionNumber();
    const { body } = await newSession();
    const requests = Array.from({ length: 16 }, (_, n) =>
      api('POST', 'sessions', { ...body, callerNumber: `+120255501${String(n + 30)}` }),
    );
    const answers = await Promise.all(requests);
    const given = answers.filter(({ status }) => status === 201).map((answer) => answer.body.number);
    expect(new Set(given).size).toBe(4);
    expect(given).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(12);
  }, 20_000);

  it.each([
    ['callerNumber', '555-0160', 422, 'number-invalid'],
    ['callerNumber', undefined, 422, 'number-invalid'],
    ['endsAt', '2020-01-01T00:00:00Z', 422, 'body-invalid'],
    ['endsAt', '2100-01-01T00:00:00Z', 422, 'body-invalid'],
    ['endsAt', 'tomorrow', 422, 'body-invalid'],
    ['startsAt', 'tomorrow', 422, 'body-invalid'],
    ['startsAt', '2099-01-01T00:00:00Z', 422, 'body-invalid'],
    ['reference', 'call +1 202 555 0160', 422, 'body-invalid'],
    ['listingId', '00000000-0000-4000-8000-000000000000', 422, 'reference-unknown'],
    ['more', 'than there is', 422, 'body-invalid'],
  ])('with the %s %p are refused, without a number', async (field, value, status, code) => {
    await sessionNumber();
    const { body } = await newSession({ [field]: value });
    const answer = await api('POST', 'sessions', body);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(JSON.stringify(answer.body)).not.toMatch(/0160/);
  });

  it('of a caller whose number is one of ours are refused', async () => {
    const { number } = await sessionNumber();
    const answer = await api('POST', 'sessions', (await newSession({ callerNumber: number })).body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'number-invalid' } });
    expect(JSON.stringify(answer.body)).not.toContain(String(number).slice(-4));
  });

  it('of a caller whose number is somebody’s direct line are as any other', async () => {
    await sessionNumber();
    const { body, professionalId } = await newSession({ callerNumber: '+12025550165' });
    await api('PUT', `professionals/${professionalId}/direct-line`, { number: '+12025550165' });
    await consent(String(body.listingId));
    await create('sessions', body);
  });

  it('that would reach nobody are refused, with what is missing and what to do next', async () => {
    await sessionNumber();
    const { id, professionalId } = await listing();
    const body = { callerNumber: CALLER, listingId: id, endsAt: hours(1) };
    const line = `professionals/${professionalId}/direct-line`;
    expect(await api('POST', 'sessions', body)).toMatchObject({
      status: 409,
      body: { code: 'direct-line-missing', detail: expect.stringContaining(`PUT /api/v1/${line}`) },
    });
    await api('PUT', line, { number: '+12025550166' });
    const unasked = {
      status: 409,
      body: {
        code: 'consent-missing',
        detail: expect.stringContaining(`POST /api/v1/listings/${id}/consent-requests`),
      },
    };
    expect(await api('POST', 'sessions', body)).toMatchObject(unasked);
    await consent(id);
    expect(await api('POST', 'sessions', body)).toMatchObject({ status: 201 });
    await api('DELETE', `listings/${id}/consent`);
    expect(await api('POST', 'sessions', body)).toMatchObject(unasked);
    await api('DELETE', `professionals/${professionalId}`);
    expect(await api('POST', 'sessions', body)).toMatchObject({
      status: 422,
      body: { code: 'reference-unknown', detail: expect.stringContaining('listingId') },
    });
  });

  it('of who is away, has no hours or is not published are made: they were agreed on', async () => {
    await sessionNumber();
    const { body, professionalId } = await newSession();
    await api('PATCH', `professionals/${professionalId}`, { away: true, workingHours: [] });
    await api('PATCH', `listings/${body.listingId}`, { published: false });
    await create('sessions', body);
  });

  it('go with their listing', async () => {
    await sessionNumber();
    const { body } = await newSession();
    const { id } = await create('sessions', body);
    await api('DELETE', `listings/${body.listingId}`);
    expect(await api('GET', `sessions/${id}`)).toMatchObject({ status: 404 });
  });
});
