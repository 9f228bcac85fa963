/** How long one kind of data is kept. */
export interface RetentionRule {
  /** What is kept for so long, and from when, in words. */
  about: string;
  /** The default, and what may be chosen. Where they are the same there is nothing to choose. */
  days: number;
  least: number;
  most: number;
  sweeps: Sweep[];
}

/** What is done with rows of one table when their time is over. */
export interface Sweep {
  table: string;
  /** SQL: is its time over? `$1` is the moment before which a row is too old. */
  due: string;
  /** SQL: the legal hold on such a row, if there is one. */
  hold: string;
  /** SQL: what is set in rows that stay; without it they go. */
  leaves?: string;
  /** The column with the professional of whom routing may have cached what goes. */
  cachedOf?: string;
}
