import { z } from 'zod';
import { rowView } from '../common/api.js';
import { language } from '../common/language.js';

export const newConsent = z
  .strictObject({
    wording: z.string().trim().min(1).max(2000).describe('The very words that were agreed to.'),
    language: language.default('en'),
    givenAt: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .refine((at) => at.getTime() <= Date.now() + 60_000, 'lies in the future')
      .optional()
      .describe('Now, when left out.'),
  })
  .meta({ id: 'NewConsent' });

export const consentView = z
  .object({
    ...rowView,
    listingId: z.uuid(),
    givenAt: z.date(),
    wording: z.string(),
    language,
    method: z.enum(['demo', 'operator']),
    withdrawnAt: z.date().nullable(),
  })
  .meta({ id: 'Consent' });

export const consentsView = z.object({ items: z.array(consentView) }).meta({ id: 'Consents' });

export type NewConsent = z.infer<typeof newConsent>;
