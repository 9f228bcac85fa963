/**
 * One kind of data that names people: what it is for, how long it is kept, and what is told and erased of it.
 * SQL names what it is given: `:key` is the professional's id or the caller's token, `:names` all that call records
 * may name the subject by, `:receipt` the receipt's id.
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

/** What a holding's SQL is given. */
export interface Given {
  key: string;
  names: string[];
  receipt?: string;
}

/** With numbers in place of the names, as Postgres wants it. */
export function bound(sql: string, given: Given): [sql: string, parameters: unknown[]] {
  const used: (keyof Given)[] = [];
  const numbered = sql.replaceAll(/(?<!:):(key|names|receipt)\b/g, (_, name: keyof Given) => {
    if (!used.includes(name)) used.push(name);
    return `$${used.indexOf(name) + 1}`;
  });
  return [numbered, used.map((name) => given[name])];
}
