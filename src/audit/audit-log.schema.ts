import { z } from 'zod';
import { pageOf, pageQuery } from '../common/paging.js';
import { ACTIONS, type AuditAction } from './actions.js';
import { subject } from './facts.js';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const action = z.enum(Object.keys(ACTIONS) as [AuditAction, ...AuditAction[]]);

/** What an action of an older version was called is still told. */
const auditEntryView = z
  .object({
    seq: z.int().min(1).describe('From 1, without gaps.'),
    at: z.date(),
    actor: z.string().describe('The API key by name and id, or console, service, phone.'),
    action: z.string().describe(`One of: ${action.options.join(', ')}.`),
    subject: z.string().describe('What it was done to, e.g. professional:ID.'),
    reason: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    hash: z.string().describe('Covers the entry and the one before it. Hexadecimal.'),
  })
  .meta({ id: 'AuditEntry' });

export const auditEntryPage = pageOf(auditEntryView, 'AuditEntryPage');

export const auditFilter = z.object({
  from: instant.optional().describe('Noted then or later.'),
  to: instant.optional().describe('Noted before then.'),
  subject: subject.optional().describe('What it was done to, e.g. professional:ID.'),
  action: action.optional(),
});

export const auditEntryQuery = pageQuery.extend(auditFilter.shape);

export type AuditFilter = z.infer<typeof auditFilter>;

export type AuditEntryQuery = z.infer<typeof auditEntryQuery>;
