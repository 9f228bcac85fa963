import { z } from 'zod';

/** What a detail may be made of. No telephone number fits into any of these; none may be added into which one does. */
export const facts = {
  id: z.uuid(),
  /** Six digits at most: the largest stands for all that are larger. */
  count: z
    .int()
    .min(0)
    .transform((count) => Math.min(count, 999_999)),
  /** Of a request's body, as the API calls it. */
  field: z.string().regex(/^[a-z][A-Za-z]{0,59}$/),
  word: z.string().regex(/^[a-z][a-z-]{0,59}$/),
  moment: z.date().transform((at) => at.toISOString()),
  method: z.string().regex(/^[A-Z]{3,7}$/),
  /** As it stands in the code, with names for what a request puts in. */
  route: z.string().regex(/^(?!.*\d\d)[\w/:-]{1,120}$/),
  /** Of a key: sixteen hexadecimal digits. */
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
};

/** How many of each, by table or kind. */
export const tally = z.record(facts.word, facts.count);

type Thing =
  | 'professional'
  | 'listing'
  | 'category'
  | 'direct-line'
  | 'consent'
  | 'api-key'
  | 'caller'
  | 'blocked-caller'
  | 'call'
  | 'switchboard-number'
  | 'pass-through-number'
  | 'session-number'
  | 'hold';

/** What something was done to: a row by its id, a caller by the token, a kind of data by its name. */
export type Subject =
  `${Thing | 'session' | 'trunk' | 'calling-policy' | 'retention'}:${string}` | 'switchboard' | 'vault';

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const TOKEN = '(?=[\\w-]*[A-Za-z])[\\w-]{16,64}';
const KIND = '[a-z][a-z-]{0,39}';

export const subject = z
  .string()
  .regex(
    new RegExp(`^${KIND}(:(${UUID}|${TOKEN}|${KIND}))?$`),
    'must be a kind of thing, or one by its id, e.g. vault or professional:3fa85f64-5717-4562-b3fc-2c963f66afa6',
  );
