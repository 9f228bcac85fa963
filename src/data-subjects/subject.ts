import { createHash } from 'node:crypto';

/** Whose data it is: a professional, by id, or a caller, by the token of their number. */
export type Subject = { kind: 'professional'; id: string } | { kind: 'caller'; token: string };

/** What the tables know the subject by. */
export const keyOf = (subject: Subject): string =>
  subject.kind === 'professional' ? subject.id : subject.token;

/** How the subject is named outside the tables of calls. Of a token that is its hash: it finds nothing there. */
export const nameOf = (subject: Subject): string =>
  subject.kind === 'professional' ? subject.id : hashOfToken(subject.token);

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** As the audit log has it. */
export const auditSubject = (subject: Subject) => `${subject.kind}:${nameOf(subject)}` as const;
