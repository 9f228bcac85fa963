/** SQL over a call record's timeline. */

/** What happened and when stays; with what does not: keys pressed spell extensions, ids name people. */
export const WITHOUT_DETAILS = `
  (SELECT coalesce(jsonb_agg(entry - 'detail' ORDER BY place), '[]')
    FROM jsonb_array_elements(timeline) WITH ORDINALITY AS line(entry, place))`;

/** Other people's ids are not the subject's to see; `own` is SQL for the subject's id. */
export const told = (own: string): string => `
  (SELECT coalesce(jsonb_agg(CASE
      WHEN replace(entry->>'detail', ${own}, '') ~ '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
      THEN entry - 'detail' ELSE entry END ORDER BY place), '[]')
    FROM jsonb_array_elements(timeline) WITH ORDINALITY AS line(entry, place)) AS timeline`;
