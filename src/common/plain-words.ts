import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

interface Definition {
  shape?: object;
  format?: string;
}
interface Complaining {
  _zod: { def: Definition };
}

/** So that a long menu's fields do not bury the one that is wrong. */
const MOST_NAMED = 15;

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Record<string, string> = {
  uuid: 'an id, e.g. 3fa85f64-5717-4562-b3fc-2c963f66afa6',
  datetime: 'a time with its offset, e.g. 2026-01-31T09:00:00Z',
  url: 'a URL',
};

/** What to give instead, for `error` of a schema's parsing. Never what was given: it may be somebody's number. */
export function inPlainWords(issue: Issue): string {
  const missing = issue.input === undefined ? 'is missing; it ' : '';
  return missing + demand(issue);
}

function demand(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${FORMATS[definition(issue).format ?? ''] ?? KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? 'of the form that the documentation names'}`;
    case 'too_small':
      return `must ${sized(issue.origin, `at least ${issue.minimum}`)}`;
    case 'too_big':
      return `must ${sized(issue.origin, `at most ${issue.maximum}`)}`;
    case 'invalid_union':
      return issue.options
        ? `must be ${oneOf(issue.options as unknown[])}`
        : 'is none of the forms there are';
    case 'unrecognized_keys':
      return `must not have ${issue.keys.map(shown).join(', ')}${fieldsOf(issue)}`;
    default:
      return 'is not as it has to be';
  }
}

function oneOf(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === 'string' ? `"${value}"` : String(value)));
  return words.join(', ').replace(/, (?!.*, )/, ' or ');
}

function sized(origin: string, bound: string): string {
  if (origin === 'string') return bound === 'at least 1' ? 'not be empty' : `have ${bound} characters`;
  return origin === 'array' ? `have ${bound} of them` : `be ${bound}`;
}

/** A field's name was given too. */
const shown = (key: string): string =>
  /^[a-z][a-z_-]{0,39}$/i.test(key) ? `"${key}"` : 'a field with such a name';

function fieldsOf(issue: Issue): string {
  const names = Object.keys(definition(issue).shape ?? {});
  return names.length > 0 && names.length <= MOST_NAMED ? `; there are ${names.join(', ')}` : '';
}

/** Of the schema that complains. */
const definition = ({ inst }: Issue): Definition => (inst as Complaining | undefined)?._zod.def ?? {};
