import { startService, type Service } from './service.js';

let service: Service;
const api: Service['api'] = (...args) => service.api(...args);

beforeAll(async () => (service = await startService()), 30_000);
afterAll(() => service.stop());

const NOBODY = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const names = { en: 'insurance', zh: '保险' };
const choices = [{ key: '1', category: 'insurance' }];
const PROBLEM = 'application/problem+json';

describe('Without a valid key', () => {
  it.each([
    ['none', {}, 'key-missing'],
    ['another scheme', { authorization: 'Basic b3BlcmF0b3I6' }, 'key-missing'],
    ['something else', { authorization: 'Bearer 1234' }, 'key-invalid'],
    ['one that was never given out', { authorization: `Bearer tl_${'A'.repeat(43)}` }, 'key-invalid'],
  ])('nothing is answered: %s', async (_what, headers, code) => {
    for (const path of ['categories', 'calls', `professionals/${NOBODY}/direct-line`]) {
      const response = await fetch(`${service.url}/api/v1/${path}`, {
        headers: headers as Record<string, string>,
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(response.headers.get('content-type')).toMatch(PROBLEM);
      expect(await response.json()).toMatchObject({ code, status: 401 });
    }
  });

  it('nothing is answered: a revoked one', async () => {
    await service.database.query('UPDATE api_keys SET revoked_at = now()');
    expect(await api('GET', 'categories')).toMatchObject({ status: 401, body: { code: 'key-invalid' } });
    await service.database.query('UPDATE api_keys SET revoked_at = NULL');
    expect(await api('GET', 'categories')).toMatchObject({ status: 200 });
  });

  it('every route asks for one, but health and documentation', async () => {
    const { paths } = (await service.send('GET', '/docs-json')).body;
    let asked = 0;
    for (const [path, operations] of Object.entries<object>(paths)) {
      if (path.startsWith('/health')) continue;
      for (const method of Object.keys(operations)) {
        const url = service.url + path.replaceAll('{id}', NOBODY);
        expect([path, method, (await fetch(url, { method: method.toUpperCase() })).status]).toEqual([
          path,
          method,
          401,
        ]);
        asked++;
      }
    }
    expect(asked).toBeGreaterThan(40);
  });
});

describe('A body', () => {
  const refused = async (path: string, body: unknown) => {
    const answer = await service.send('POST', `/api/v1/${path}`, body);
    expect(answer.type).toMatch(PROBLEM);
    return answer;
  };

  it('names every field that is wrong', async () => {
    const { status, body } = await refused('professionals', {
      timeZone: 'Mars/Olympus',
      language: 'fr',
      more: 1,
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'body-invalid', type: '/docs#body-invalid', status: 422 });
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining(['displayName', 'timeZone', 'language']),
    );
    expect(body.detail).toContain('timeZone: is not a time zone; use an IANA name, e.g. America/New_York');
    expect(body.detail).toContain('more');
  });

  it.each<[string, unknown, string]>([
    [
      'listings',
      { professionalId: 'x', categoryId: NOBODY },
      'professionalId: must be an id, e.g. 3fa85f64-',
    ],
    ['listings', { categoryId: NOBODY }, 'professionalId: is missing; it must be an id, e.g. 3fa85f64-'],
    [
      'listings',
      { professionalId: NOBODY, categoryId: NOBODY, published: 'yes' },
      'published: must be true or false',
    ],
    ['professionals', { displayName: 7, timeZone: 'UTC' }, 'displayName: must be text'],
    ['professionals', { displayName: ' ', timeZone: 'UTC' }, 'displayName: must not be empty'],
    [
      'professionals',
      { displayName: 'x', timeZone: 'UTC', language: 'fr' },
      'language: must be "en" or "zh"',
    ],
    ['professionals', { displayName: 'x', timeZone: 'UTC', workingHours: 1 }, 'workingHours: must be a list'],
    [
      'categories',
      { key: 'x', names: { en: 'x', zh: 'x', fr: 'x' } },
      'names: must not have "fr"; there are en, zh',
    ],
    ['categories', { key: 'x', name: 'x', names }, 'the body must not have "name"; there are key, '],
    [
      'categories',
      { key: 'x', names, '+12025550177': 1 },
      'the body must not have a field with such a name; there',
    ],
    ['categories', [], 'the body must be an object'],
    ['pass-through-numbers', { kind: 'own' }, 'kind: must be "extension" or "dedicated"'],
    ['trunks', { name: 'x', host: 'x', match: [], port: 99999 }, 'port: must be at most 65535'],
    ['trunks', { name: 'x', host: 'x', match: [], port: 5060.5 }, 'port: must be a whole number'],
    ['session-numbers', { label: 'x' }, 'number: is not a telephone number; write it with +'],
    ['blocked-callers', {}, 'callId: give either this or number'],
  ])('for %s says in plain words what to give: %j', async (path, given, words) => {
    const { status, body } = await refused(path, given);
    expect([status, body.detail]).toEqual([422, expect.stringContaining(words)]);
    expect(body.detail).not.toMatch(/Invalid|expected|received|Unrecognized|5550177/);
  });

  it('names the id that refers to nothing, and what still refers to what shall go', async () => {
    const { id } = (await api('POST', 'categories', { key: 'surveyor', names })).body;
    const body = { professionalId: NOBODY, categoryId: id };
    expect((await refused('listings', body)).body).toMatchObject({
      code: 'reference-unknown',
      detail: `professionalId: there is nothing with the id ${NOBODY}; create it first`,
      errors: [{ field: 'professionalId' }],
    });
    const professional = (await api('POST', 'professionals', { displayName: 'x', timeZone: 'UTC' })).body;
    await api('POST', 'listings', { ...body, professionalId: professional.id });
    expect((await api('DELETE', `categories/${id}`)).body).toMatchObject({
      code: 'in-use',
      detail: 'Remove the listings that refer to it first',
    });
  });

  it.each([
    ['no array of hours', { workingHours: 'always' }],
    ['a day there is not', { workingHours: [{ day: 7, from: 0, until: 60 }] }],
    ['hours that end before they begin', { workingHours: [{ day: 1, from: 60, until: 60 }] }],
    ['an offset in place of a time zone', { timeZone: '+02:00' }],
  ])('of a professional with %s is refused', async (_what, wrong) => {
    const body = { displayName: 'Doctor 1', timeZone: 'Europe/Berlin', ...wrong };
    expect(await refused('professionals', body)).toMatchObject({
      status: 422,
      body: { code: 'body-invalid' },
    });
  });

  it.each([['Insurance'], ['a b'], ['-a'], [''], ['a'.repeat(41)]])(
    'of a category with the key %j is refused',
    async (key) => {
      expect(await refused('categories', { key, names })).toMatchObject({
        status: 422,
        body: { code: 'body-invalid' },
      });
    },
  );

  it.each([
    ['no choice', { choices: [] }, 'menu.choices'],
    [
      'a key that begins an extension',
      { choices: [{ key: '6', category: 'insurance' }] },
      'menu.choices.0.key',
    ],
    [
      'two choices of one key',
      { choices: [...choices, { key: '1', category: 'doctor' }] },
      'menu.choices.1.key',
    ],
    [
      'one category twice',
      { choices: [...choices, { key: '2', category: 'insurance' }] },
      'menu.choices.1.category',
    ],
    [
      'a category that there is not',
      { choices: [{ key: '1', category: 'astrologer' }] },
      'menu.choices.0.category',
    ],
    ['no time to press a key', { choices, firstDigitSeconds: 0 }, 'menu.firstDigitSeconds'],
    ['endless ringing', { choices, ringSeconds: 1e9 }, 'menu.ringSeconds'],
    ['half an attempt', { choices, attempts: 1.5 }, 'menu.attempts'],
    ['a field that there is not', { choices, colour: 'red' }, 'menu'],
    ['words for what is never said', { choices, prompts: { farewell: 'Bye.' } }, 'menu.prompts'],
    ['no menu at all', undefined, 'menu'],
  ])('with %s is no menu', async (_what, menu, field) => {
    const { status, body } = await refused('switchboard-numbers', {
      number: '+12025550100',
      label: 'Main',
      menu,
    });
    expect([status, body.code]).toEqual([422, 'menu-invalid']);
    expect(body.errors.map((error: { field: string }) => error.field)).toContain(field);
    expect(body.detail).toContain(`${field}: `);
  });

  it.each([
    ['0100'],
    ['555'],
    ['+1 202 555 010'],
    ['call me at +1 202 555 0100'],
    ['+1 202 555 0100;x'],
    [12025550100],
    [null],
  ])('with the number %j is refused', async (number) => {
    const answer = await refused('switchboard-numbers', { number, label: 'Main', menu: { choices } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'number-invalid' } });
  });

  it.each([
    ['sip.example.com', ['everywhere']],
    ['two words', []],
    ['', []],
    ['a;b', []],
    ['192.0.2.1', ['192.0.2.1:99999']],
    ['x', ['192.0.2.1\n']],
    ['x', ['192.0.2.1:05060']],
    ['x', ['192.0.2.0/33']],
    ['x', ['192.0.2.1:5060/24']],
    ['192.0.2.300', []],
    ['192.0.2', []],
  ])('of a trunk to %j from %j is refused', async (host, match) => {
    expect(await refused('trunks', { name: 'Carrier', host, match })).toMatchObject({ status: 422 });
  });

  it.each([
    ['host', '2001:db8::1', []],
    ['host', '[2001:db8::1]', []],
    ['match.0', '192.0.2.1', ['2001:db8::1']],
    ['match.0', '192.0.2.1', ['2001:db8::/32']],
    ['match.0', '192.0.2.1', ['[2001:db8::1]:5060']],
  ])('of a trunk with IPv6 for its %s is refused in so many words', async (field, host, match) => {
    const { status, body } = await refused('trunks', { name: 'Carrier', host, match });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ field, message: expect.stringMatching(/does not speak IPv6 yet$/) }]);
  });

  it('that is no JSON is refused, and not quoted', async () => {
    const { id } = (await api('POST', 'professionals', { displayName: 'Doctor 1', timeZone: 'UTC' })).body;
    const answer = await service.send(
      'PUT',
      `/api/v1/professionals/${id}/direct-line`,
      '{"number": +12025550177}',
    );
    expect(answer).toMatchObject({
      status: 400,
      type: expect.stringContaining(PROBLEM),
      body: { code: 'body-malformed' },
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/5550177/);
  });

  it.each([[undefined], [[]], ['7'], ['null']])('that is no object is refused: %j', async (body) => {
    expect((await refused('categories', body)).status).toBeGreaterThanOrEqual(400);
    expect((await refused('categories', body)).status).toBeLessThan(500);
  });

  it('with a zero byte in a text is refused', async () => {
    const answer = await refused('professionals', { displayName: 'a\u0000b', timeZone: 'UTC' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'value-refused' } });
  });

  it('that is too large is refused', async () => {
    const answer = await refused('categories', { key: 'x', names: { en: 'x'.repeat(100_000), zh: 'x' } });
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });
});

describe('A hidden number that is refused', () => {
  it.each([
    ['+1 202 555 017'],
    ['2025550178'],
    ['sip:+12025550178@example.com'],
    ['+12025550178,+12025550179'],
  ])('is repeated neither in the answer nor in the log: %s', async (number) => {
    const { id } = (await api('POST', 'professionals', { displayName: 'Doctor 1', timeZone: 'UTC' })).body;
    const answer = await api('PUT', `professionals/${id}/direct-line`, { number });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'number-invalid', errors: [{ field: 'number' }] },
    });
    expect(JSON.stringify(answer.body)).not.toContain(number);
    expect(JSON.stringify(answer.body)).not.toMatch(/55501(?!00)/);
    expect(service.log.join('')).not.toMatch(/555017|5550178/);
  });
});

describe('A path or query', () => {
  it.each([
    ['limit=lots', 'limit: must be a number'],
    ['limit=0', 'limit: must be at least 1'],
    ['limit=1.5', 'limit: must be a whole number'],
    ['from=today', 'from: must be a time with its offset, e.g. 2026-01-31T09:00:00Z'],
    ['professionalId=x', 'professionalId: must be an id, e.g. 3fa85f64-'],
    ['outcome=fine', 'outcome: must be "connected", "abandoned", '],
  ])('that is wrong is told as plainly as a body: %s', async (query, words) => {
    const { status, body } = await api('GET', `call-records?${query}`);
    expect([status, body.code, body.detail]).toEqual([400, 'query-invalid', expect.stringContaining(words)]);
  });

  it.each([
    'categories',
    'professionals',
    'listings',
    'switchboard-numbers',
    'pass-through-numbers',
    'trunks',
    'blocked-callers',
  ])('to one of the %s that is not there is answered by 404, whatever the method', async (resource) => {
    for (const id of [NOBODY, 'nonsense', '1%27%20OR%201=1']) {
      expect(await api('GET', `${resource}/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
      expect(await api('DELETE', `${resource}/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'not-found' },
      });
    }
    expect(
      await api('PATCH', `${resource}/${NOBODY}`, resource === 'listings' ? { published: true } : {}),
    ).toMatchObject({
      status: 404,
    });
  });

  it('that leads nowhere is answered as a problem', async () => {
    expect(await api('GET', 'nothing')).toMatchObject({
      status: 404,
      type: expect.stringContaining(PROBLEM),
    });
  });

  it.each(['limit=0', 'limit=201', 'limit=many'])('%s is refused', async (query) => {
    expect(await api('GET', `trunks?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'query-invalid' },
    });
  });

  it.each([
    'x',
    'W10',
    Buffer.from('[1,2]').toString('base64url'),
    Buffer.from('["now","1"]').toString('base64url'),
  ])('cursor=%s is refused', async (cursor) => {
    expect(await api('GET', `trunks?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'cursor-invalid' },
    });
    expect(await api('GET', `calls?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'cursor-invalid' },
    });
  });

  it('whose cursor names no row of ours is no server error', async () => {
    const cursor = Buffer.from('[1767225600000,"not-a-uuid"]').toString('base64url');
    expect(await api('GET', `trunks?cursor=${cursor}`)).toMatchObject({
      status: 400,
      body: { code: 'value-refused' },
    });
  });

  it.each(['from=yesterday', 'outcome=happy', 'professionalId=1'])(
    'call-records?%s is refused',
    async (query) => {
      expect(await api('GET', `call-records?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'query-invalid' },
      });
    },
  );
});
