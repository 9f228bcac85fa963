import { checked, CommandError, givenTo } from '../common/command.js';
import type { Progress } from '../common/progress.js';
import { AuditLog } from './audit-log.js';
import { auditFilter } from './audit-log.schema.js';
import type { AuditRow } from './audit-row.entity.js';
import { parseHead } from './head.js';
import type { KnownHead } from './verification.js';
import { verify } from './verify.js';
import { withAudit } from './with-audit.js';

/** `npm run audit`: scripts/audit.mjs has its help. */
export async function run([command, ...rest]: string[], progress: Progress): Promise<void> {
  const given = givenTo(rest, { options: COMMANDS[command as keyof typeof COMMANDS] ?? [] });
  if (given.words.length > 0) throw unknown();
  if (command === 'verify') {
    const heads = given.options['head']?.map(headOf) ?? [];
    return withAudit((parts) => verify(parts, heads, progress));
  }
  if (command !== 'list') throw unknown();
  const filter = checked(auditFilter, lastOfEach(given.options));
  return withAudit(async ({ dataSource }) => {
    let isEmpty = true;
    for await (const row of new AuditLog(dataSource).each(filter)) {
      progress.say(line(row));
      isEmpty = false;
    }
    if (isEmpty) progress.say(NOTHING);
  });
}

const NOTHING = 'There is no such entry in the audit log.';

const COMMANDS = { verify: ['head'], list: ['from', 'to', 'subject', 'action'] };

const unknown = () => new CommandError('It is verify or list: see npm run audit -- --help.');

function headOf(text: string): KnownHead {
  const head = parseHead(text);
  if (!head)
    throw new CommandError(
      '--head is SEQ:HASH, as verify and the log of the service print it: the number of an entry, a colon, ' +
        'and 64 digits and letters from a to f.',
    );
  return { ...head, from: '--head' };
}

const lastOfEach = (options: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(options).map(([name, values]) => [name, values.at(-1)]));

function line({ seq, at, actor, action, subject, reason, detail }: AuditRow): string {
  const facts = Object.keys(detail).length ? [JSON.stringify(detail)] : [];
  const words = [seq, at.toISOString(), actor, action, subject, ...facts, ...(reason ? [`"${reason}"`] : [])];
  // What was put into the table by hand could move a terminal's cursor.
  return words.join('  ').replace(/\p{Cc}/gu, '?');
}
