import { z } from 'zod';
import type { Attempt, CallKind, CallOutcome } from '../call-flow/record.js';
import { pseudonym } from '../callers/pseudonym.js';
import { pageOf, pageQuery } from '../common/paging.js';

const KINDS = ['inbound', 'professional', 'consent'] as const satisfies readonly CallKind[];

const OUTCOMES = [
  'connected',
  'abandoned',
  'number-unknown',
  'no-entry',
  'not-listed',
  'busy',
  'declined',
  'no-answer',
  'unreachable',
  'not-accepted',
  'not-available',
  'number-withheld',
  'too-many-attempts',
  'refused',
  'ended-by-operator',
  'failed',
  'served',
  'consent-given',
  'consent-refused',
  'consent-unconfirmed',
] as const satisfies readonly CallOutcome[];

const ATTEMPT_OUTCOMES = [
  'joined',
  'busy',
  'declined',
  'no-answer',
  'unreachable',
  'not-accepted',
  'trunk-failed',
  'given-up',
] as const satisfies readonly Attempt['outcome'][];

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const summary = z.object({
  id: z.string(),
  dialled: z.string().nullable().describe('The published number; null when it is none.'),
  kind: z.enum(KINDS).describe('professional: one who called from their line; consent: we called a line.'),
  caller: z
    .string()
    .nullable()
    .describe(
      'A pseudonym, equal for calls of one caller; null when withheld, erased, a professional’s own line, refused, ' +
        'or for a session.',
    ),
  withheld: z.boolean().describe('The caller showed no number.'),
  startedAt: z.date(),
  answeredAt: z.date().nullable(),
  connectedAt: z.date().nullable(),
  endedAt: z.date(),
  outcome: z.enum(OUTCOMES),
  cause: z.int().describe("Q.850 cause of the caller's leg."),
  categoryId: z.uuid().nullable(),
  listingId: z.uuid().nullable(),
  professionalId: z.uuid().nullable(),
  arrivedBy: z
    .uuid()
    .nullable()
    .describe('The trunk it came by; null: from a phone of our own, or we called.'),
  trunkId: z.uuid().nullable().describe('The trunk it left by, or was last tried by.'),
});

const timelineEntry = z.object({
  at: z.int().describe('Ms since the epoch.'),
  what: z.string(),
  detail: z
    .string()
    .optional()
    .describe('What it happened to or with; of `not-called`: whose number it was, and why.'),
});

const attempt = z.object({
  at: z.int().describe('Ms since the epoch.'),
  trunkId: z.uuid(),
  outcome: z.enum(ATTEMPT_OUTCOMES).describe('given-up: nobody waited for it any more.'),
  cause: z.int().describe('Q.850.'),
});

export const callRecordView = summary
  .extend({ attempts: z.array(attempt), timeline: z.array(timelineEntry) })
  .meta({ id: 'CallRecord' });
export const callRecordPage = pageOf(summary.meta({ id: 'CallRecordSummary' }), 'CallRecordPage');
export const callRecordQuery = pageQuery.extend({
  from: instant.optional().describe('Started then or later.'),
  to: instant.optional().describe('Started before then.'),
  outcome: z.enum(OUTCOMES).optional(),
  professionalId: z.uuid().optional(),
  caller: pseudonym.optional().describe('`caller` of another record.'),
});

export type CallRecordQuery = z.infer<typeof callRecordQuery>;
