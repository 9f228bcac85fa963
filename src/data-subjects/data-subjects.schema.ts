import { z } from 'zod';
import { CallerNumber } from '../callers/caller-number.js';
import { rowView } from '../common/api.js';
import { pageOf } from '../common/paging.js';
import { phoneNumber } from '../common/phone-number.js';
import { reason } from '../common/reason.js';

/** Made a CallerNumber at once, so that nothing on the way can print it. */
const callerNumber = phoneNumber.transform((number) => new CallerNumber(number));

export const withReason = z.strictObject({ reason }).meta({ id: 'WithReason' });
export const callerOnly = z.strictObject({ number: callerNumber }).meta({ id: 'CallerOnly' });
export const callerWithReason = z
  .strictObject({ number: callerNumber, reason })
  .meta({ id: 'CallerWithReason' });

export const newLegalHold = z
  .strictObject({ professionalId: z.uuid().optional(), callerNumber: callerNumber.optional(), reason })
  .refine(({ professionalId, callerNumber }) => !professionalId !== !callerNumber, {
    message: 'must have either professionalId or callerNumber',
  })
  .meta({ id: 'NewLegalHold' });

export const legalHoldView = z
  .object({
    ...rowView,
    professionalId: z.uuid().nullable(),
    caller: z
      .string()
      .nullable()
      .describe('Hash of the token of the caller’s number; null some time after the hold was lifted.'),
    reason: z.string(),
    liftedAt: z.date().nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'LegalHold' });
export const legalHoldPage = pageOf(legalHoldView, 'LegalHoldPage');

const place = {
  where: z.string().describe('A table, redis, or prompts.'),
  count: z.int().describe('Rows, cached answers, sound files.'),
};

export const receiptView = z
  .object({
    id: z.uuid(),
    at: z.string(),
    subject: z.object({
      kind: z.enum(['professional', 'caller']),
      name: z.string().describe('The id, or the hash of the token of the number.'),
    }),
    erased: z.array(z.object(place)).describe('Where the subject stood and does not any more.'),
    kept: z
      .array(z.object({ ...place, why: z.string(), until: z.string() }))
      .describe('What stays: of rows that are also among those erased, a rest that names nobody.'),
    key: z.string().describe('Names the public key.'),
    signature: z.string().describe('Ed25519, base64.'),
  })
  .meta({ id: 'Receipt' });

export const publicKeyView = z
  .object({ key: z.string(), publicKey: z.string().describe('PEM.') })
  .meta({ id: 'ReceiptKey' });

export const exportView = z
  .object({
    at: z.date(),
    subject: receiptView.shape.subject,
    held: z.array(
      z.object({
        kind: z.string(),
        purpose: z.string(),
        kept: z.string(),
        rows: z
          .array(z.record(z.string(), z.unknown()))
          .describe(
            'In the order of time. Of calls that became somebody else’s, `told` is `where-named`: only when the subject was rung or asked for is in them.',
          ),
      }),
    ),
  })
  .meta({ id: 'Export' });

export type WithReason = z.infer<typeof withReason>;
export type CallerOnly = z.infer<typeof callerOnly>;
export type CallerWithReason = z.infer<typeof callerWithReason>;
export type NewLegalHold = z.infer<typeof newLegalHold>;
