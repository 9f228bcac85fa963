import { randomUUID } from 'node:crypto';

/** An answer as it is cached. */
export interface Entry {
  /** When it was loaded, in ms since the epoch. */
  at: number;
  /** Null: there is none. */
  value: unknown;
}

/** A mark that stands in for an answer while it is being loaded. No JSON begins like it. */
const LEASE = '?';

export function newLease(): string {
  return LEASE + randomUUID();
}

export function entryOf(value: unknown, at: number): string {
  return JSON.stringify([at, value ?? null]);
}

/** Undefined: it is a lease. */
export function readKept(raw: string): Entry | undefined {
  if (raw.startsWith(LEASE)) return undefined;
  const [at, value] = JSON.parse(raw) as [number, unknown];
  return { at, value };
}
