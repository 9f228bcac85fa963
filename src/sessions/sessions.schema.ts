import { z } from 'zod';
import { CallerNumber } from '../callers/caller-number.js';
import { rowView } from '../common/api.js';
import { pageOf, pageQuery } from '../common/paging.js';
import { phoneNumber, withoutNumber } from '../common/phone-number.js';

const LONGEST_MS = 366 * 86_400_000;

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const reference = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(...withoutNumber)
  .describe('What you know it by, e.g. the id of an appointment. No telephone number.');

export const newSession = z
  .strictObject({
    callerNumber: phoneNumber
      .transform((number) => new CallerNumber(number))
      .describe("The caller's number, with + and the country code. It is kept sealed, and never told."),
    listingId: z.uuid(),
    startsAt: instant.optional().describe('Now, when left out.'),
    endsAt: instant.describe('Then nobody is put through any more. At most 366 days after the start.'),
    reference: reference.optional(),
  })
  .superRefine(({ startsAt = new Date(), endsAt }, context) => {
    // It is asked even where one of them is no time at all, which is complained of already.
    if (![startsAt, endsAt].every((at) => at instanceof Date)) return;
    const complain = (message: string) => context.addIssue({ code: 'custom', path: ['endsAt'], message });
    if (endsAt.getTime() <= Date.now()) complain('lies in the past');
    else if (endsAt <= startsAt) complain('must be later than startsAt');
    else if (endsAt.getTime() - startsAt.getTime() > LONGEST_MS)
      complain('is more than 366 days after it starts');
  })
  .meta({ id: 'NewSession' });

export const sessionView = z
  .object({
    ...rowView,
    number: z.string().nullable().describe('What both call; null when it was removed after the end.'),
    listingId: z.uuid(),
    startsAt: z.date(),
    endsAt: z.date(),
    endedAt: z.date().nullable().describe('When it was ended before its time.'),
    reference: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export const sessionPage = pageOf(sessionView, 'SessionPage');
export const sessionQuery = pageQuery.extend({
  listingId: z.uuid().optional(),
  reference: z.string().max(100).optional(),
});

export type NewSession = z.infer<typeof newSession>;
export type SessionQuery = z.infer<typeof sessionQuery>;
export type SessionView = z.infer<typeof sessionView>;
