import { startService, type Service } from './service.js';

let service: Service;
let document: any;

beforeAll(async () => {
  service = await startService();
  ({ body: document } = await service.send('GET', '/docs-json', undefined, { authorization: '' }));
}, 30_000);
afterAll(() => service.stop());

interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>;
  security?: object[];
}

const operations = (): [string, string, Operation][] =>
  Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [
      path,
      method,
      operation,
    ]),
  );

const business = () => operations().filter(([path]) => path.startsWith('/api/v1'));

function* references(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  if ('$ref' in node && typeof node.$ref === 'string') yield node.$ref;
  for (const value of Object.values(node)) yield* references(value);
}

describe('The OpenAPI document', () => {
  it('is there without a key, and so is the page that shows it', async () => {
    expect(document.openapi).toMatch(/^3\.0\./);
    expect((await service.send('GET', '/docs', undefined, { authorization: '' })).status).toBe(200);
  });

  it('refers to nothing that it does not have', () => {
    const all = [...references(document)];
    expect(all.length).toBeGreaterThan(50);
    for (const reference of all) {
      expect(reference).toMatch(/^#\/components\/schemas\/\w+$/);
      expect(document.components.schemas).toHaveProperty(String(reference.split('/').at(-1)));
    }
    expect(JSON.stringify(document)).not.toMatch(/"(definitions|\$defs|\$schema|const)":/);
  });

  it('says of every state of a consent request what it means', () => {
    const { state } = document.components.schemas.ConsentRequest.properties;
    expect(state.enum).toEqual(expect.arrayContaining(['calling', 'answered', 'no-answer-given', 'hung-up']));
    for (const name of state.enum) expect(state.description).toContain(`- \`${name}\`: `);
  });

  it('names every operation once, by what it does', () => {
    const ids = operations().map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+[A-Z][A-Za-z]+$/);
    for (const [, , { summary }] of operations()) expect(summary).toBeTruthy();
  });

  it('says what every operation of the API takes and answers', () => {
    for (const [path, method, operation] of business()) {
      const success = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
      expect([path, method, success.length]).toEqual([path, method, 1]);
      const { content } = operation.responses[String(success[0])] ?? {};
      if (success[0] === '204') expect(content).toBeUndefined();
      else if (path.endsWith('/metrics')) expect(Object.keys(content ?? {})).toEqual(['text/plain']);
      else expect(content?.['application/json']?.schema.$ref).toMatch(/^#/);
      if (
        ['post', 'put', 'patch'].includes(method) &&
        !/\/(hang-up|call|end|\{id\}\/erasure\/check)$/.test(path)
      ) {
        expect([path, operation.requestBody?.content['application/json']?.schema.$ref]).toEqual([
          path,
          expect.stringMatching(/^#/),
        ]);
      }
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const given = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(given.map(({ name }) => name)).toEqual(inPath);
      for (const { schema } of operation.parameters ?? []) expect(schema).toHaveProperty('type');
    }
  });

  it('asks for an API key everywhere, and answers problems everywhere', () => {
    expect(document.components.securitySchemes).toMatchObject({ bearer: { type: 'http', scheme: 'bearer' } });
    expect(document.components.schemas.Problem.properties.code.enum).toContain('menu-invalid');
    for (const [, , { security, responses }] of business()) {
      expect(security).toEqual([{ bearer: [] }]);
      expect(responses['default']?.content?.['application/problem+json']?.schema).toEqual({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  it('has the paging and filters of lists', () => {
    const { parameters } = document.paths['/api/v1/call-records'].get;
    expect(
      parameters.map(({ name, required }: { name: string; required: boolean }) => [name, required]),
    ).toEqual([
      ['limit', false],
      ['cursor', false],
      ['from', false],
      ['to', false],
      ['outcome', false],
      ['professionalId', false],
      ['caller', false],
    ]);
  });

  it('describes answers as they are: dates as text, absent values as null', () => {
    const { Category, CallRecord, PassThroughNumber, TrunkChange, NewTrunk } = document.components.schemas;
    expect(Category.properties.createdAt).toMatchObject({ type: 'string', format: 'date-time' });
    expect(CallRecord.properties.answeredAt).toMatchObject({
      type: 'string',
      format: 'date-time',
      nullable: true,
    });
    expect(PassThroughNumber.properties.extension).toMatchObject({ type: 'string', nullable: true });
    expect(TrunkChange.required).toBeUndefined();
    expect(NewTrunk.required).toEqual(['name', 'host']);
  });

  it('never has a direct line in an answer', () => {
    expect(Object.keys(document.components.schemas.DirectLine.properties)).toEqual(['set', 'updatedAt']);
  });
});
