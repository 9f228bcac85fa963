import { createHash } from 'node:crypto';
import type { Caller } from '../../../src/call-flow/plan.js';

/** A caller as routing knows one; equal for equal names. */
export function callerNamed(name: string): Caller {
  const token = createHash('sha256').update(name).digest('base64url');
  return { token, line: `line of ${name}`, sealed: { keyId: 'k1', ciphertext: '' } };
}

let strangers = 0;
/** Somebody who never called before. */
export const stranger = (): Caller => callerNamed(`stranger ${++strangers}`);
