import { z } from 'zod';
import { checked } from '../../../src/common/command.js';
import { inPlainWords } from '../../../src/common/plain-words.js';

const complaint = (schema: z.ZodType, given: unknown) =>
  schema.safeParse(given, { error: inPlainWords }).error?.issues[0]?.message;

describe('What is wrong', () => {
  it.each<[z.ZodType, unknown, string]>([
    [z.enum(['a', 'b', 'c']), 'd', 'must be "a", "b" or "c"'],
    [z.enum(['a', 'b']), undefined, 'is missing; it must be "a" or "b"'],
    [z.uuid(), undefined, 'is missing; it must be an id, e.g. 3fa85f64-5717-4562-b3fc-2c963f66afa6'],
    [z.literal(7), 8, 'must be 7'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().max(3), 'four', 'must have at most 3 characters'],
    [z.array(z.int()).min(2), [1], 'must have at least 2 of them'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.number().max(3), 4, 'must be at most 3'],
    [z.union([z.int(), z.boolean()]), 'x', 'is none of the forms there are'],
    [z.strictObject({ a: z.int() }), { a: 1, b: 2 }, 'must not have "b"; there are a'],
    [z.strictObject({}), { '+12025550150': 1 }, 'must not have a field with such a name'],
    [z.string('needs a name'), undefined, 'needs a name'],
  ])('is said in plain words, unless the schema has its own', (schema, given, words) => {
    expect(complaint(schema, given)).toBe(words);
  });

  it('with an option of a command names the option', () => {
    const roles = z.object({ role: z.array(z.enum(['operator', 'privacy'])) });
    expect(() => checked(roles, { role: ['king'] })).toThrow(
      '--role: must be "operator" or "privacy". See --help.',
    );
  });
});
