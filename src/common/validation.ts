import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { inPlainWords } from './plain-words.js';
import { Problem, type ProblemCode } from './problem.js';

/** Fields whose mistakes have a code of their own. */
const FIELD_CODES: Record<string, ProblemCode> = {
  menu: 'menu-invalid',
  number: 'number-invalid',
  callerNumber: 'number-invalid',
};

const QUERY_CODES: Record<string, ProblemCode> = { caller: 'pseudonym-wanted' };

/** Checks what a request brings against the schema beside its parameter: `@Body({ schema })`. */
export class Validation implements PipeTransform {
  transform(value: unknown, { schema, type }: ArgumentMetadata): unknown {
    if (!schema) return value;
    const result = (schema as z.ZodType).safeParse(value, { error: inPlainWords });
    if (result.error) throw refusal(type, result.error.issues);
    return result.data;
  }
}

function refusal(type: ArgumentMetadata['type'], issues: z.core.$ZodIssue[]): Problem {
  const errors = issues.map(({ message, path }) => ({ field: path.map(String).join('.'), message }));
  const first = errors[0]?.field.split('.')[0] ?? '';
  const code =
    type === 'body' ? (FIELD_CODES[first] ?? 'body-invalid') : (QUERY_CODES[first] ?? 'query-invalid');
  const detail = errors
    .map(({ field, message }) => (field ? `${field}: ${message}` : `the ${type} ${message}`))
    .join('; ');
  return new Problem(code, detail.slice(0, 1000), errors.slice(0, 50));
}
