import { ACTIONS } from '../../../src/audit/actions.js';
import { subject } from '../../../src/audit/facts.js';
import { reason } from '../../../src/common/reason.js';

const NUMBERS = [
  '+12025550150',
  '12025550150',
  '2025550150',
  '+1 202 555 0150',
  'tel:+12025550150',
  12025550150,
];

describe('What is noted', () => {
  it.each(Object.entries(ACTIONS))('of %s has no field that a number fits in', (_action, detail) => {
    for (const field of [...Object.keys(detail.shape), 'number'])
      for (const number of NUMBERS)
        for (const value of [number, [number], { [number]: 1 }, { rows: number }]) {
          const { data } = detail.safeParse({ [field]: value });
          expect(JSON.stringify(data ?? {})).not.toMatch(/5550150/);
        }
  });

  it.each([...NUMBERS.map((number) => `caller:${number}`), ...NUMBERS.map(String), 'caller:', 'caller:a:b'])(
    'is never done to %s',
    (text) => expect(subject.safeParse(text).success).toBe(false),
  );

  it.each([
    'vault',
    'retention:call-records',
    'caller:Zm9vYmFyYmF6cXV4Zm9v',
    'professional:3fa85f64-5717-4562-b3fc-2c963f66afa6',
  ])('may be done to %s', (text) => expect(subject.parse(text)).toBe(text));

  it.each(['order 4711 of 2026-01-15, paragraph 100a', 'Case 2026/123, asked for on 2026-01-15 at 10:30'])(
    'may be done because of: %s',
    (text) => expect(reason.parse(text)).toBe(text),
  );
});
