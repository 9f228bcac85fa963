/**
 * Every problem the API can answer with. Codes are stable: clients decide by them, people read the titles.
 */
export const PROBLEMS = {
  'body-malformed': { status: 400, title: 'The body is not JSON' },
  'query-invalid': { status: 400, title: 'A query parameter is not valid' },
  'cursor-invalid': { status: 400, title: 'The cursor is not one of ours' },
  'value-refused': { status: 400, title: 'A value is none that can be stored' },
  'key-missing': { status: 401, title: 'An API key is needed' },
  'key-invalid': { status: 401, title: 'The API key is not valid' },
  'role-missing': { status: 403, title: 'The API key lacks a role' },
  'not-found': { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'It conflicts with what is there' },
  'in-use': { status: 409, title: 'Something else still refers to it' },
  'number-taken': { status: 409, title: 'The number is in use' },
  'number-resting': { status: 409, title: 'The number rests after it was taken from somebody' },
  'extensions-exhausted': { status: 409, title: 'The switchboard number has too many extensions' },
  'session-numbers-exhausted': { status: 409, title: 'There is no session number left for both' },
  'consent-missing': { status: 409, title: 'There is no consent in force' },
  'consent-in-force': { status: 409, title: 'There is a consent in force' },
  'consent-refused': { status: 409, title: "The line's owner said no" },
  'consent-call-in-progress': { status: 409, title: 'The line is being asked for consent just now' },
  'consent-code-spent': { status: 409, title: 'The one-time code is of no use any more' },
  'direct-line-missing': { status: 409, title: 'The professional has no direct line' },
  'presented-number-missing': { status: 409, title: 'There is no number to call from' },
  'trunk-missing': { status: 409, title: 'There is no trunk to call by' },
  'legal-hold': { status: 409, title: 'A legal hold is in force' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'body-invalid': { status: 422, title: 'The body is not valid' },
  'reference-unknown': { status: 422, title: 'It refers to something that is not there' },
  'caller-unknown': { status: 422, title: 'The caller is not known' },
  'pseudonym-wanted': { status: 422, title: 'A pseudonym is wanted' },
  'destination-refused': { status: 422, title: 'The switchboard does not call such numbers' },
  'number-invalid': { status: 422, title: 'It is not a telephone number' },
  'menu-invalid': { status: 422, title: 'The menu is not valid' },
  'prompt-invalid': { status: 422, title: 'The words cannot be spoken' },
  'consent-attempts-exceeded': { status: 429, title: 'Too many calls for consent' },
  'too-often': { status: 429, title: 'It was asked for too often' },
  'request-refused': { status: 400, title: 'The request is not one we understand' },
  internal: { status: 500, title: 'Something went wrong here' },
  'speech-unavailable': { status: 503, title: 'The speech synthesiser does not work' },
  standby: { status: 503, title: 'Another process steers the calls' },
  'database-unavailable': { status: 503, title: 'The database does not answer' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** What is wrong with one field. Says what to do, never what was given: it may be somebody's number. */
export interface FieldProblem {
  field: string;
  message: string;
}

/** An error that is the client's to read. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors?: FieldProblem[],
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    ({ status: this.status, title: this.title } = PROBLEMS[code]);
  }
}

/** The row, or the answer that there is none. */
export function found<T>(row: T | null | undefined, what: string): T {
  if (row) return row;
  throw new Problem('not-found', `There is no ${what} with this id`);
}

export function referenceUnknown(field: string, id: string): Problem {
  const message = `there is nothing with the id ${id}; create it first`;
  return new Problem('reference-unknown', `${field}: ${message}`, [{ field, message }]);
}

export const legalHold = (id: string): Problem =>
  new Problem(
    'legal-hold',
    `Legal hold ${id} is in force: nothing that names whom it is on is erased until it is lifted`,
  );
