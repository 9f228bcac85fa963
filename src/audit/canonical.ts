import type { AuditRow } from './audit-row.entity.js';

/**
 * What a hash covers: everything but itself. One text for one entry, whatever order a database keeps the detail in;
 * two entries never share one.
 */
export function canonical(entry: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actor, action, subject, reason, detail, previous } = entry;
  const fields = [seq, at.toISOString(), actor, action, subject, reason, previous.toString('hex')];
  return JSON.stringify(['throughline audit entry 1', ...fields, sorted(detail)]);
}

/** Objects as sorted lists of their fields. Refuses what would be written like something else. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...value.map(sorted)];
  if (typeof value === 'object' && value !== null) return ['object', ...fieldsOf(value)];
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value)) return value;
  throw new TypeError('The detail of an audit entry has a value that no entry can have');
}

const fieldsOf = (object: object): [string, unknown][] =>
  Object.entries(object)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => [name, sorted(value)]);
