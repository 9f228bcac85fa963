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

const STATES = [
  'How the last call for it stands or ended:',
  '- `calling`: the line is called',
  '- `answered`: it was answered, and its owner is being asked',
  '- `given`: its owner said yes, and the listing can be reached',
  '- `refused`: its owner said no',
  '- `code-wrong`: no right code was entered',
  '- `not-reached`: nobody answered, or the line was busy, declined or could not be called',
  '- `no-answer-given`: whoever answered was asked often enough, and pressed nothing or nothing that answers',
  '- `hung-up`: it was answered, and the call ended before a yes or a no',
  '- `failed`: something went wrong on our side',
  '- `expired`: the code ran out before an answer',
].join('\n');

const request = z.object({
  ...rowView,
  listingId: z.uuid(),
  language,
  wording: z.string().describe('The very words that are said to the owner.'),
  state: z
    .enum([
      'calling',
      'answered',
      'given',
      'refused',
      'code-wrong',
      'not-reached',
      'no-answer-given',
      'hung-up',
      'failed',
      'expired',
    ])
    .describe(STATES),
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
