import type { RetentionRule, Sweep } from './rule.js';

const CALLS = {
  table: 'call_records',
  hold: 'coalesce(hold_on(professional_id, caller_token), hold_on_named(dialled, timeline))',
};
const SESSIONS = { table: 'sessions', hold: 'hold_on(professional_id, caller_token)' };

/** Nobody has said yes on the line, as it is, since then. */
const UNCONFIRMED = `updated_at < $1 AND NOT EXISTS (
  SELECT FROM consents c WHERE c.direct_line_id = direct_lines.id AND coalesce(c.withdrawn_at, 'infinity') >= $1)`;

/** Every kind of data that goes by itself, in the order in which they are looked through. */
export const RETENTION = {
  'caller-numbers': {
    about: 'Numbers of callers, sealed, for professionals to call back; from the start of the call.',
    days: 7,
    least: 1,
    most: 90,
    sweeps: [{ table: 'caller_numbers', due: 'at < $1', hold: 'hold_on(professional_id, token)' }],
  },
  'session-numbers': {
    about: 'Numbers of callers, sealed, for sessions; from the end of the session.',
    days: 1,
    least: 1,
    most: 1,
    sweeps: [
      {
        ...SESSIONS,
        due: 'over_at < $1 AND ciphertext IS NOT NULL',
        leaves: 'key_id = NULL, ciphertext = NULL',
      },
    ],
  },
  'caller-tokens': {
    about:
      'Who called, as a token, and what happened in detail; from the start of the call, the end of the session, or the lifting of a hold.',
    days: 90,
    least: 1,
    most: 730,
    sweeps: [
      {
        ...CALLS,
        due: `started_at < $1 AND (caller_token IS NOT NULL OR timeline <> '[]')`,
        leaves: `caller_token = NULL, timeline = '[]'`,
      },
      { ...SESSIONS, due: 'over_at < $1 AND caller_token IS NOT NULL', leaves: 'caller_token = NULL' },
      {
        // That there was a hold, when and why stays. Whose it was is wanted as long as a call can be shown to be theirs.
        table: 'legal_holds',
        due: 'lifted_at < $1 AND token IS NOT NULL',
        hold: 'hold_on(NULL, token)',
        leaves: 'token = NULL',
      },
    ],
  },
  'call-records': {
    about: 'What became of calls and sessions, for statistics; from their start and end.',
    days: 730,
    least: 30,
    most: 3650,
    sweeps: [
      { ...CALLS, due: 'started_at < $1' },
      { ...SESSIONS, due: 'over_at < $1' },
    ],
  },
  'withdrawn-lines': {
    about: 'The direct line of somebody who withdrew every consent, or never gave one; from then.',
    days: 30,
    least: 1,
    most: 365,
    sweeps: [
      {
        table: 'direct_lines',
        due: UNCONFIRMED,
        hold: 'hold_on(professional_id, NULL)',
        cachedOf: 'professional_id',
      },
    ],
  },
  'consent-requests': {
    about: 'That a line was asked for its consent, and how often; from the asking.',
    days: 30,
    least: 1,
    most: 365,
    sweeps: [
      {
        table: 'consent_attempts',
        due: 'created_at < $1',
        hold: 'hold_on_listing((SELECT r.listing_id FROM consent_requests r WHERE r.id = request_id))',
      },
      { table: 'consent_requests', due: 'created_at < $1', hold: 'hold_on_listing(listing_id)' },
    ],
  },
  'resting-extensions': {
    about:
      'Extensions and numbers that nobody gets, because callers may still mean whoever had them; from then.',
    days: 180,
    least: 30,
    most: 3650,
    sweeps: [{ table: 'resting_numbers', due: 'created_at < $1', hold: 'hold_on(professional_id, NULL)' }],
  },
  consents: {
    about: 'The evidence of consents; from their withdrawal.',
    days: 2190,
    least: 365,
    most: 7300,
    sweeps: [{ table: 'consents', due: 'withdrawn_at < $1', hold: 'hold_on(professional_id, NULL)' }],
  },
  'erased-names': {
    about: 'Hashes of names that were erased, by which what is written late is known; from the erasure.',
    days: 30,
    least: 30,
    most: 30,
    sweeps: [{ table: 'erased_names', due: 'at < $1', hold: 'NULL::uuid' }],
  },
} as const satisfies Record<string, RetentionRule>;

export type RetentionKind = keyof typeof RETENTION;

export const RETENTION_KINDS = Object.keys(RETENTION) as RetentionKind[];

export const sweepsOf = (kind: RetentionKind): readonly Sweep[] => RETENTION[kind].sweeps;
