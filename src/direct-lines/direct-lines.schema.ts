import { z } from 'zod';
import { phoneNumber } from '../common/phone-number.js';
import { reason } from '../common/reason.js';
import { DirectLine } from './direct-line.js';

/** Made a DirectLine at once, so that nothing on the way can print it. */
export const newDirectLine = z
  .object({ number: phoneNumber.transform((number) => new DirectLine(number)) })
  .meta({ id: 'NewDirectLine' });

export type NewDirectLine = z.infer<typeof newDirectLine>;

/** All that is told of a direct line to who runs the switchboard. */
export const directLineView = z
  .object({ set: z.literal(true), updatedAt: z.date() })
  .meta({ id: 'DirectLine' });

export type DirectLineView = z.infer<typeof directLineView>;

export const seeingDirectLine = z.strictObject({ reason }).meta({ id: 'SeeingDirectLine' });

export type SeeingDirectLine = z.infer<typeof seeingDirectLine>;

/** For who has the role `privacy`, once the audit log says so. */
export const directLineNumber = z
  .object({ number: z.string().describe('The hidden number, with + and the country code.') })
  .meta({ id: 'DirectLineNumber' });
