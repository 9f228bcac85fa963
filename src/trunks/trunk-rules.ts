import { Problem, type FieldProblem } from '../common/problem.js';
import type { NewTrunk } from './trunks.schema.js';

/** What no field can say by itself. Throws the answer. */
export function requireSound(
  { media, transport, registers }: Pick<NewTrunk, 'media' | 'transport' | 'registers'>,
  hasOurs: boolean,
): void {
  const errors: FieldProblem[] = [];
  if (media === 'srtp' && transport !== 'tls')
    errors.push({ field: 'media', message: 'srtp needs the transport tls: its keys would be readable else' });
  if (registers && !hasOurs)
    errors.push({
      field: 'registers',
      message: 'needs our credentials: PUT /trunks/:id/credentials/ours first, then set it',
    });
  if (errors.length > 0)
    throw new Problem('body-invalid', errors.map((e) => `${e.field}: ${e.message}`).join('; '), errors);
}
