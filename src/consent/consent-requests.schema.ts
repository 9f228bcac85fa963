import { z } from 'zod';
import { rowView } from '../common/api.js';
import { language } from '../common/language.js';

export const newConsentRequest = z
  .strictObject({
    language: language.optional().describe("In which to ask. The professional's own, when left out."),
    applicant: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .optional()
      .describe('Whoever applied, as you know them: calls for one applicant are limited. Kept as a hash.'),
  })
  .meta({ id: 'NewConsentRequest' });

const request = z.object({
  ...rowView,
  listingId: z.uuid(),
  language,
  wording: z.string().describe('The very words that are said to the owner.'),
  state: z
    .enum(['calling', 'given', 'refused', 'code-wrong', 'not-reached', 'hung-up', 'failed', 'expired'])
    .describe('How the last call stands or ended; `expired` when the code ran out before an answer.'),
  callAgain: z.boolean().describe('May be called again with the same code.'),
  callId: z.string().nullable(),
  expiresAt: z.date().describe('When the code runs out.'),
});

export const consentRequestView = request.meta({ id: 'ConsentRequest' });
export const startedConsentRequest = request
  .extend({
    code: z
      .string()
      .describe('Six digits, answered this once: show them to the applicant, who enters them on the line.'),
  })
  .meta({ id: 'StartedConsentRequest' });

export type NewConsentRequest = z.infer<typeof newConsentRequest>;
export type ConsentRequestView = z.infer<typeof consentRequestView>;
