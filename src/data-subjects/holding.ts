/**
 * One kind of data that names people: what it is for, how long it is kept, and what is told and erased of it.
 * In SQL, `$1` is the subject's key (a professional's id, a caller's token) and `$2` the receipt's id.
 */
export interface Holding {
  kind: string;
  table: string;
  /** The columns by which people are named. A test wants every such column of the database to stand in one holding. */
  names: string[];
  purpose: string;
  /** `{caller-numbers}` stands for the days of that retention rule. */
  kept: string;
  professional?: Share;
  caller?: Share;
}

/** What one kind of subject has of it. */
export interface Share {
  /** SELECT of what an export tells: never a number, a token, or somebody else's name. */
  read: string;
  /** What is done when the subject goes. */
  erase?: string;
  /** Why it, or a nameless rest of it, stays when the subject goes. */
  stays?: string;
}
