import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { Problem, type ProblemCode } from './problem.js';

/** Fields whose mistakes have a code of their own. */
const FIELD_CODES: Record<string, ProblemCode> = {
  menu: 'menu-invalid',
  number: 'number-invalid',
  callerNumber: 'number-invalid',
};

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Checks what a request brings against the schema beside its parameter: `@Body({ schema })`. */
export class Validation implements PipeTransform {
  async transform(value: unknown, { schema, type }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return value;
    const result = await schema['~standard'].validate(value);
    if (result.issues) throw refusal(type, result.issues);
    return result.value;
  }
}

function refusal(type: ArgumentMetadata['type'], issues: readonly Issue[]): Problem {
  const errors = issues.map(({ message, path = [] }) => ({ field: path.map(segment).join('.'), message }));
  const first = errors[0]?.field.split('.')[0] ?? '';
  const code = type === 'body' ? (FIELD_CODES[first] ?? 'body-invalid') : 'query-invalid';
  const detail = errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  return new Problem(code, detail.slice(0, 1000), errors.slice(0, 50));
}

const segment = (part: PropertyKey | { readonly key: PropertyKey }): string =>
  String(typeof part === 'object' ? part.key : part);
