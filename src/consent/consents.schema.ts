import { z } from 'zod';
import { rowView } from '../common/api.js';
import { language } from '../common/language.js';

const consentView = z
  .object({
    ...rowView,
    listingId: z.uuid(),
    givenAt: z.date(),
    wording: z.string().describe('The very words that were agreed to.'),
    language,
    method: z.enum(['demo', 'operator', 'phone']),
    callId: z.string().nullable().describe('The call in which yes was said.'),
    withdrawnAt: z.date().nullable(),
    withdrawnBy: z
      .enum(['phone', 'api', 'line-changed', 'listing-removed'])
      .nullable()
      .describe('Why it is not in force any more.'),
  })
  .meta({ id: 'Consent' });

export const consentsView = z.object({ items: z.array(consentView) }).meta({ id: 'Consents' });
