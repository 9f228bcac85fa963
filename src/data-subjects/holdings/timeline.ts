/** SQL over a call record's timeline. */

const ID = `word ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;
const EXTENSION = `word ~ '^[0-9]{6}$'`;

/** Does the word name the professional? As `names_in_call` has it. */
const OWN = `(CASE WHEN ${EXTENSION} THEN dialled || ' ' || word ELSE word END = ANY (:names::text[]))`;

const entries = (told: string, which = 'true'): string => `
  (SELECT coalesce(jsonb_agg(${told} ORDER BY place), '[]')
    FROM jsonb_array_elements(timeline) WITH ORDINALITY AS line(entry, place) WHERE ${which})`;

/** Those words of an entry's detail; null where there is none. */
const words = (which: string): string => `
  (SELECT string_agg(word, ' ') FROM string_to_table(entry->>'detail', ' ') AS word WHERE ${which})`;

const without = (which: string): string => entries(`CASE WHEN ${which} THEN entry - 'detail' ELSE entry END`);

/** Keys spell extensions, whosever. */
const IS_KEY = `entry->>'what' = 'key-pressed'`;
const NAMES_THEM = `${words(OWN)} IS NOT NULL`;

/** What happened and when stays; with what does not: ids and extensions name people. */
export const WITHOUT_DETAILS = entries(`entry - 'detail'`);

/** What names the professional goes; what happened to others stays theirs. */
export const WITHOUT_THEM = without(`${IS_KEY} OR ${NAMES_THEM}`);

/** Other people's ids and extensions are not the professional's to see. */
export const TOLD_TO_PROFESSIONAL = without(
  `${IS_KEY} OR ${words(`(${ID} OR ${EXTENSION}) AND ${OWN} IS NOT TRUE`)} IS NOT NULL`,
);

/** Of somebody else's call: when the professional was rung or asked for. */
export const WHERE_NAMED = entries(`jsonb_set(entry, '{detail}', to_jsonb(${words(OWN)}))`, NAMES_THEM);

/** What was dialled is the caller's own. */
export const TOLD_TO_CALLER = without(`${words(ID)} IS NOT NULL`);
