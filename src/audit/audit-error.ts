/** What is wrong with the audit log, and what to do. Codes are stable. */
export class AuditError extends Error {
  constructor(
    readonly code: 'audit-head-malformed' | 'audit-log-changed',
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
    this.name = 'AuditError';
  }
}
