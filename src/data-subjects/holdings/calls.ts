import type { Holding } from '../holding.js';
import {
  TOLD_TO_CALLER,
  TOLD_TO_PROFESSIONAL,
  WHERE_NAMED,
  WITHOUT_DETAILS,
  WITHOUT_THEM,
} from './timeline.js';

/** They were joined, or rung last, or the number is their own. */
const THEIRS = `(professional_id = :key::uuid OR professional_id IS NULL AND dialled = ANY (:names::text[]))`;

/** A timeline names those too who were rung and did not come, who were asked for, and who called from the direct line. */
const OF_PROFESSIONAL = `(${THEIRS} OR names_in_call(dialled, timeline) && :names::text[])`;

const TOLD = [
  ...['id', 'kind', 'dialled', 'started_at', 'answered_at', 'connected_at', 'ended_at'],
  ...['outcome', 'cause', 'category_id', 'listing_id'],
];

const OF_THEIRS = TOLD.map((column) => `CASE WHEN ${THEIRS} THEN ${column} END AS ${column}`).join();

export const callRecords: Holding = {
  kind: 'call-records',
  table: 'call_records',
  names: ['professional_id', 'listing_id', 'caller_token'],
  purpose: 'to tell what became of a call, and for statistics',
  kept: '{call-records} days; who called, and what happened in detail, {caller-tokens} days',
  professional: {
    // Whose call it became when they were only rung, and how it ended, is not theirs to know. The calls are found
    // first: what it costs to tell them would keep Postgres from the indexes by which they are found.
    read: `WITH calls AS MATERIALIZED (SELECT * FROM call_records WHERE ${OF_PROFESSIONAL})
      SELECT CASE WHEN ${THEIRS} THEN 'whole' ELSE 'where-named' END AS told, ${OF_THEIRS},
        CASE WHEN ${THEIRS} THEN ${TOLD_TO_PROFESSIONAL} ELSE ${WHERE_NAMED} END AS timeline
      FROM calls ORDER BY calls.started_at`,
    erase: `UPDATE call_records SET
        professional_id = CASE WHEN professional_id = :key::uuid THEN NULL ELSE professional_id END,
        listing_id = CASE WHEN professional_id = :key::uuid THEN NULL ELSE listing_id END,
        dialled = CASE WHEN dialled = ANY (:names::text[]) THEN NULL ELSE dialled END,
        timeline = CASE WHEN ${THEIRS} THEN ${WITHOUT_DETAILS} ELSE ${WITHOUT_THEM} END
      WHERE ${OF_PROFESSIONAL}`,
    stays: 'statistics: times, outcome, cause, category and trunk, of nobody',
  },
  caller: {
    read: `SELECT ${TOLD.join()}, ${TOLD_TO_CALLER} AS timeline
      FROM call_records WHERE caller_token = :key ORDER BY started_at`,
    erase: `UPDATE call_records SET caller_token = NULL, timeline = ${WITHOUT_DETAILS} WHERE caller_token = :key`,
    stays: 'statistics: times, outcome, cause, category, trunk, and whom it was for, by nobody',
  },
};

export const callerNumbers: Holding = {
  kind: 'caller-numbers',
  table: 'caller_numbers',
  names: ['professional_id', 'token', 'call_id'],
  purpose: 'to let a professional call back; sealed, and opened for dialling only',
  kept: '{caller-numbers} days after the call',
  professional: {
    // Other people's numbers: how many there are, and from when.
    read: `SELECT count(*)::integer AS callers, min(at) AS first_at, max(at) AS last_at
      FROM caller_numbers WHERE professional_id = :key::uuid HAVING count(*) > 0`,
    erase: 'DELETE FROM caller_numbers WHERE professional_id = :key::uuid',
  },
  caller: {
    read: 'SELECT call_id, dialled, at FROM caller_numbers WHERE token = :key ORDER BY at',
    erase: 'DELETE FROM caller_numbers WHERE token = :key',
  },
};

export const sessions: Holding = {
  kind: 'sessions',
  table: 'sessions',
  names: ['professional_id', 'listing_id', 'caller_token', 'session_number_id'],
  purpose: 'to let a caller and a professional reach each other for a time; the caller’s number is sealed',
  kept: '{call-records} days after they end; who called {caller-tokens} days, the sealed number a day',
  professional: {
    read: `SELECT s.id, n.number, s.listing_id, s.reference, s.starts_at, s.ends_at, s.ended_at
      FROM sessions s LEFT JOIN session_numbers n ON n.id = s.session_number_id
      WHERE s.professional_id = :key::uuid ORDER BY s.starts_at`,
    erase: 'DELETE FROM sessions WHERE professional_id = :key::uuid',
  },
  caller: {
    read: `SELECT s.id, n.number, s.reference, s.starts_at, s.ends_at, s.ended_at,
        s.ciphertext IS NOT NULL AS number_is_kept
      FROM sessions s LEFT JOIN session_numbers n ON n.id = s.session_number_id
      WHERE s.caller_token = :key ORDER BY s.starts_at`,
    erase: `UPDATE sessions SET caller_token = NULL, key_id = NULL, ciphertext = NULL, reference = NULL,
        ended_at = coalesce(ended_at, clock_timestamp())
      WHERE caller_token = :key`,
    stays: 'the professional’s times, of nobody',
  },
};

const TAKEN_AWAY = 'until whoever blocked the calls lets them through again';

export const blocks: Holding = {
  kind: 'blocks',
  table: 'blocked_callers',
  names: ['professional_id', 'token'],
  purpose: 'to keep a caller from whoever does not want the calls; by token alone',
  kept: TAKEN_AWAY,
  professional: {
    read: `SELECT created_at, note FROM blocked_callers WHERE professional_id = :key::uuid ORDER BY created_at`,
    erase: 'DELETE FROM blocked_callers WHERE professional_id = :key::uuid',
  },
  caller: {
    read: `SELECT created_at, professional_id IS NULL AS everywhere, note
      FROM blocked_callers WHERE token = :key ORDER BY created_at`,
    stays:
      'it protects others: who could take it away by asking to be forgotten would not be kept from calling',
  },
};
