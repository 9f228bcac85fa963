import { z } from 'zod';
import { phoneNumber } from '../common/phone-number.js';
import { DirectLine } from './direct-line.js';

/** Made a DirectLine at once, so that nothing on the way can print it. */
export const newDirectLine = z
  .object({ number: phoneNumber.transform((number) => new DirectLine(number)) })
  .meta({ id: 'NewDirectLine' });

export type NewDirectLine = z.infer<typeof newDirectLine>;

/** All that is ever told of a direct line. */
export const directLineView = z
  .object({ set: z.literal(true), updatedAt: z.date() })
  .meta({ id: 'DirectLine' });

export type DirectLineView = z.infer<typeof directLineView>;
