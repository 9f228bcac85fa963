import type { Progress } from '../common/progress.js';
import { AuditError } from './audit-error.js';
import { HeadFile } from './head-file.js';
import { headText } from './head.js';
import { Verification, type KnownHead, type Verdict } from './verification.js';
import type { CommandParts } from './with-audit.js';

const SHOWN = 20;

/** Says what is wrong with the log and fails, or what to keep of it. */
export async function verify(
  { config, dataSource, vault }: CommandParts,
  heads: KnownHead[],
  progress: Progress,
): Promise<void> {
  const known = [...heads, ...(await keptHead(new HeadFile(config.keysDir)))];
  const verdict = await progress.step('Checking the audit log', (detail) =>
    new Verification(dataSource, vault).run(known, (entries) => detail(`${entries} entries`)),
  );
  if (verdict.findings.length > 0) throw refuted(verdict.findings, progress);
  for (const sentence of confirmed(verdict, known)) progress.say(sentence);
}

/** Read before the log is, so that an entry that is written meanwhile is not missed in it. */
async function keptHead(file: HeadFile): Promise<KnownHead[]> {
  const head = await file.read();
  return head ? [{ ...head, from: `kept in ${file.file}` }] : [];
}

function refuted(findings: string[], progress: Progress): AuditError {
  for (const finding of findings.slice(0, SHOWN)) progress.say(`${finding}.`);
  const more = findings.length - SHOWN;
  if (more > 0) progress.say(`And ${more} more.`);
  return new AuditError(
    'audit-log-changed',
    'the audit log is not as it was written. Keep this database and its backups as they are and find out who could change them',
  );
}

function confirmed({ entries, head }: Verdict, known: KnownHead[]): string[] {
  if (!head) return ['The audit log is empty.'];
  const earlier = known.length ? ', and what was kept of it earlier is among them' : '';
  return [
    `All ${entries} entries are as they were written, in one chain${earlier}.`,
    `Keep its head elsewhere, and check it again later: npm run audit -- verify --head ${headText(head)}`,
  ];
}
