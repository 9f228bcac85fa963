import { z } from 'zod';
import { CallerNumber } from '../callers/caller-number.js';
import { rowView } from '../common/api.js';
import { pseudonym } from '../callers/pseudonym.js';
import { pageOf, pageQuery } from '../common/paging.js';
import { phoneNumber, withoutNumber } from '../common/phone-number.js';

const note = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine(...withoutNumber)
  .nullable()
  .default(null);

export const newBlockedCaller = z
  .strictObject({
    number: phoneNumber
      .transform((number) => new CallerNumber(number))
      .optional()
      .describe(
        "The caller's number, with + and the country code. It is not kept, and nothing is told of it: each such " +
          'block stands by itself, also beside another of the same number. At most 20 an hour for each key.',
      ),
    callId: z.string().min(1).max(100).optional().describe('A call of theirs that has ended.'),
    professionalId: z
      .uuid()
      .nullable()
      .default(null)
      .describe('Not to be put through to this professional; null: to nobody.'),
    note,
  })
  .refine(({ number, callId }) => (number === undefined) !== (callId === undefined), {
    message: 'give either this or number',
    path: ['callId'],
  })
  .meta({ id: 'NewBlockedCaller' });

export const blockedCallerView = z
  .object({
    ...rowView,
    caller: z
      .string()
      .nullable()
      .describe('The pseudonym that call records have; null for who was blocked by number.'),
    professionalId: z.uuid().nullable().describe('Null: by the whole switchboard.'),
    note: z.string().nullable(),
  })
  .meta({ id: 'BlockedCaller' });
export const blockedCallerPage = pageOf(blockedCallerView, 'BlockedCallerPage');
export const blockedCallerQuery = pageQuery.extend({
  professionalId: z.uuid().optional(),
  caller: pseudonym.optional().describe('`caller` of a call record. Finds none that was blocked by number.'),
});

export type NewBlockedCaller = z.infer<typeof newBlockedCaller>;
export type BlockedCallerQuery = z.infer<typeof blockedCallerQuery>;
