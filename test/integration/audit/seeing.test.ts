import { inspect } from 'node:util';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { Service } from '../api/service.js';
import { api, professional, service, useService } from '../api/resources/resources.js';
import { setDate } from '../set-date.js';

useService();

const NUMBER = '+12025550162';
const reason = 'A court asked for it, order 4711 of 2026-01-15';
let id: string;
let asPrivacy: Service['api'];

beforeAll(async () => {
  id = (await professional()).id;
  await api('PUT', `professionals/${id}/direct-line`, { number: NUMBER });
  asPrivacy = await service.as('privacy');
});

const see = (by = asPrivacy, body: unknown = { reason }) =>
  by('POST', `professionals/${id}/direct-line/reveal`, body);
const noted = (action: string): Promise<any[]> =>
  service.database.query('SELECT * FROM audit_log WHERE action = $1 ORDER BY seq', [action]);

describe('Seeing a hidden number', () => {
  it('is for who has the role and says why, and leaves an entry', async () => {
    expect(await see()).toMatchObject({ status: 200, body: { number: NUMBER } });
    expect((await noted('direct-line-seen')).at(-1)).toMatchObject({
      actor: expect.stringMatching(/^privacy \(api-key:/),
      subject: `professional:${id}`,
      reason,
    });
  });

  it('is not for operators, whose attempt is noted', async () => {
    const before = (await noted('role-refused')).length;
    const answer = await see(api);
    expect(answer).toMatchObject({ status: 403, body: { code: 'role-missing' } });
    expect(answer.body.detail).toContain('npm run keys -- create --name NAME --role privacy');
    expect((await noted('role-refused')).slice(before)).toMatchObject([
      {
        actor: expect.stringMatching(/^first key \(api-key:/),
        subject: `professional:${id}`,
        detail: { method: 'POST', route: '/api/v1/professionals/:id/direct-line/reveal', id },
      },
    ]);
  });

  it('is not kept by anybody on the way', async () => {
    const response = await fetch(`${service.url}/api/v1/professionals/${id}/direct-line/reveal`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await service.newKey('privacy')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ reason }),
    });
    expect(await response.json()).toEqual({ number: NUMBER });
    expect(response.headers.get('cache-control')).toBe('no-store');
    // A hash of so few digits is as good as the digits.
    expect(response.headers.get('etag')).toBeNull();
  });

  it('puts the number into no log, no query and no table', async () => {
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    await see();
    const queries = JSON.stringify(sent.mock.calls.map((args) => inspect(args, { depth: 4 })));
    sent.mockRestore();
    expect(queries).toContain('audit_log');
    const everything =
      queries +
      service.log.join('') +
      JSON.stringify(await service.database.query('SELECT * FROM audit_log'));
    expect(everything).not.toMatch(/5550162/);
  });

  it.each([
    ['none', {}],
    ['an empty one', { reason: ' '.repeat(20) }],
    ['a short one', { reason: '   because   ' }],
    ['a long one', { reason: 'x'.repeat(501) }],
    ['two lines', { reason: 'A court asked\nfor the number' }],
    ['a line’s end that looks like none', { reason: 'A court asked\u2028for the number' }],
    ['a zero byte', { reason: 'A court asked\u0000for the number' }],
    ['a number', { reason: `The court asked for ${NUMBER}` }],
    ['a number set apart', { reason: 'The court asked for (202) 555-0162' }],
    ['a number in other digits', { reason: 'The court asked for ２０２５５５０１６２' }],
    ['something else beside it', { reason, number: true }],
    ['no text', { reason: 4711 }],
  ])('wants a reason that can stand in the log: not %s', async (_what, body) => {
    const before = (await noted('direct-line-seen')).length;
    const answer = await see(asPrivacy, body);
    expect(answer).toMatchObject({ status: 422, body: { code: 'body-invalid' } });
    expect(JSON.stringify(answer.body)).not.toMatch(/55.?0162/);
    expect(await noted('direct-line-seen')).toHaveLength(before);
  });

  it('shows nothing that cannot be noted', async () => {
    await service.database.query(`ALTER TABLE audit_log RENAME TO audit_log_away`);
    const answer = await see().finally(() =>
      service.database.query(`ALTER TABLE audit_log_away RENAME TO audit_log`),
    );
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toMatch(/5550162/);
  });

  it('is noted before the number is opened: one that does not open too', async () => {
    const { id: other } = await professional();
    await api('PUT', `professionals/${other}/direct-line`, { number: '+1 202 555 0163' });
    await service.database.query(
      `UPDATE direct_lines SET ciphertext = substr(ciphertext, 2) WHERE professional_id = $1`,
      [other],
    );
    expect((await asPrivacy('POST', `professionals/${other}/direct-line/reveal`, { reason })).status).toBe(
      500,
    );
    expect((await noted('direct-line-seen')).at(-1)).toMatchObject({ subject: `professional:${other}` });
  });

  it('of who is not there, or has no line, is answered by 404', async () => {
    const { id: lineless } = await professional();
    for (const nobody of [lineless, '3fa85f64-5717-4562-b3fc-2c963f66afa6', 'nonsense'])
      expect(await asPrivacy('POST', `professionals/${nobody}/direct-line/reveal`, { reason })).toMatchObject(
        {
          status: 404,
        },
      );
  });

  it('is possible twenty times an hour for each key, however many ask at once', async () => {
    const busy = await service.as('privacy', 'operator');
    const answers = await Promise.all(Array.from({ length: 25 }, () => see(busy)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      ...Array(20).fill(200),
      ...Array(5).fill(429),
    ]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({
      code: 'too-often',
      detail: expect.stringContaining('try again at'),
    });
    expect(await noted('direct-line-refused')).toHaveLength(5);
    expect((await see()).status).toBe(200);

    const again = new Date(String(/at (\S+)$/.exec(refused?.body.detail)?.[1])).getTime();
    setDate(again - 1000);
    expect((await see(busy)).status).toBe(429);
    jest.setSystemTime(again + 1);
    expect((await see(busy)).status).toBe(200);
    jest.useRealTimers();
  });
});
