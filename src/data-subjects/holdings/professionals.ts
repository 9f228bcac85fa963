import type { Holding } from '../holding.js';

const OWN_LISTINGS = 'SELECT id FROM listings WHERE professional_id = :key::uuid';
const REACHING = 'to ring the professional for callers who ask for them';
const WHILE_LISTED = 'until the professional is removed';

export const profiles: Holding = {
  kind: 'profile',
  table: 'professionals',
  names: ['id'],
  purpose: REACHING,
  kept: WHILE_LISTED,
  professional: {
    read: `SELECT display_name, time_zone, working_hours, away, acceptance, language, created_at, updated_at
      FROM professionals WHERE id = :key::uuid`,
    erase: 'DELETE FROM professionals WHERE id = :key::uuid',
  },
};

export const listings: Holding = {
  kind: 'listings',
  table: 'listings',
  names: ['professional_id'],
  purpose: REACHING,
  kept: WHILE_LISTED,
  professional: {
    read: `SELECT l.id, c.key AS category, c.names AS category_names, l.published, l.created_at, l.updated_at
      FROM listings l JOIN categories c ON c.id = l.category_id
      WHERE professional_id = :key::uuid ORDER BY l.created_at`,
    erase: 'DELETE FROM listings WHERE professional_id = :key::uuid',
  },
};

export const passThroughNumbers: Holding = {
  kind: 'pass-through-numbers',
  table: 'pass_through_numbers',
  names: ['listing_id'],
  purpose: 'what callers dial in place of the direct line',
  kept: 'until the listing is removed',
  professional: {
    read: `SELECT p.kind, coalesce(p.number, s.number) AS number, p.extension, p.listing_id, p.created_at
      FROM pass_through_numbers p LEFT JOIN switchboard_numbers s ON s.id = p.switchboard_number_id
      WHERE p.listing_id IN (${OWN_LISTINGS}) ORDER BY p.created_at`,
    erase: `DELETE FROM pass_through_numbers WHERE listing_id IN (${OWN_LISTINGS})`,
  },
};

export const directLines: Holding = {
  kind: 'direct-line',
  table: 'direct_lines',
  names: ['professional_id', 'number_index'],
  purpose: `${REACHING}; sealed, and opened for dialling only`,
  kept: 'until it is replaced or removed, or {withdrawn-lines} days without a consent in force',
  professional: {
    read: 'SELECT created_at AS set_at, updated_at FROM direct_lines WHERE professional_id = :key::uuid',
    erase: 'DELETE FROM direct_lines WHERE professional_id = :key::uuid',
  },
};

/** The name as it is spoken in a question (see `spokenText`). */
const SPOKEN_NAME = `
  (SELECT btrim(regexp_replace(normalize(display_name, NFC), '[][[:cntrl:][:space:]]+', ' ', 'g'))
    FROM professionals WHERE id = :key::uuid)`;

/** Without the name. Where another name stood then, what is left proves a text that somebody shows. */
const NAMELESS_WORDING = `
  CASE WHEN method = 'demo' THEN wording
    WHEN position(${SPOKEN_NAME} IN wording) > 0 THEN replace(wording, ${SPOKEN_NAME}, '…')
    ELSE 'sha256:' || encode(sha256(convert_to(wording, 'UTF8')), 'hex') END`;

export const consents: Holding = {
  kind: 'consents',
  table: 'consents',
  names: ['professional_id', 'listing_id', 'direct_line_id', 'receipt_id', 'call_id'],
  purpose: 'evidence that the line was rung with its owner’s permission',
  kept: '{consents} days after they were withdrawn',
  professional: {
    read: `SELECT listing_id, given_at, wording, language, method, call_id, withdrawn_at, withdrawn_by
      FROM consents WHERE professional_id = :key::uuid ORDER BY given_at`,
    erase: `UPDATE consents SET professional_id = NULL, listing_id = NULL, direct_line_id = NULL, receipt_id = :receipt::uuid,
        wording = ${NAMELESS_WORDING},
        withdrawn_at = coalesce(withdrawn_at, clock_timestamp()), withdrawn_by = coalesce(withdrawn_by, 'api')
      WHERE professional_id = :key::uuid`,
    stays:
      'evidence: when, which wording, in which call; withdrawn, and under the number of this receipt only',
  },
};

/** Also those at the line for somebody else, who had it before. */
const OWN_ATTEMPTS = `
  request_id IN (SELECT id FROM consent_requests WHERE listing_id IN (${OWN_LISTINGS}))
    OR line_index IN (SELECT number_index FROM direct_lines WHERE professional_id = :key::uuid)`;

export const consentAttempts: Holding = {
  kind: 'consent-attempts',
  table: 'consent_attempts',
  names: ['request_id', 'line_index', 'applicant_index'],
  purpose: 'to limit how often a line is asked for its consent',
  kept: '{consent-requests} days',
  professional: {
    read: `SELECT created_at FROM consent_attempts WHERE ${OWN_ATTEMPTS} ORDER BY created_at`,
    erase: `DELETE FROM consent_attempts WHERE ${OWN_ATTEMPTS}`,
  },
};

export const consentRequests: Holding = {
  kind: 'consent-requests',
  table: 'consent_requests',
  names: ['listing_id', 'direct_line_id', 'call_id'],
  purpose: 'to ask a line for its owner’s consent',
  kept: '{consent-requests} days',
  professional: {
    read: `SELECT listing_id, created_at, wording, language, state, expires_at, call_id
      FROM consent_requests WHERE listing_id IN (${OWN_LISTINGS}) ORDER BY created_at`,
    erase: `DELETE FROM consent_requests WHERE listing_id IN (${OWN_LISTINGS})`,
  },
};

export const restingNumbers: Holding = {
  kind: 'resting-extensions',
  table: 'resting_numbers',
  names: ['professional_id', 'listing_id'],
  purpose: 'so that nobody gets a number by which callers still mean somebody else',
  kept: '{resting-extensions} days',
  professional: {
    read: `SELECT number, extension, listing_id, created_at
      FROM resting_numbers WHERE professional_id = :key::uuid ORDER BY created_at`,
    erase: `UPDATE resting_numbers SET professional_id = NULL, listing_id = NULL WHERE professional_id = :key::uuid`,
    stays: 'they rest on, as nobody’s',
  },
};
