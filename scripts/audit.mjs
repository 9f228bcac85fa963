// `npm run audit`: the audit log, on the machine with the database.
import { runServiceCommand } from './lib/service-command.mjs';

const HELP = `npm run audit -- COMMAND: checks and shows the audit log: who saw, exported, erased or changed what, and why.

  verify   checks every entry against its hash, the one before it, and the newest entry that the service kept in
           keys/audit.head. Says what was changed, removed or put in, and ends with 1 then; else prints the log's
           head, to be kept elsewhere
             --head SEQ:HASH   an earlier head, which has to be there still: an entry's number and 64 hexadecimal digits;
                               may be given more than once
  list     prints the entries, the oldest first
             --from TIME, --to TIME   2026-01-31T00:00:00Z: noted then or later, and before then
             --subject SUBJECT        what it was done to, e.g. professional:ID
             --action ACTION          e.g. direct-line-seen

Who deletes the database on purpose and begins anew also moves keys/audit.head away.

Options (after --):
  --help   this text
`;

await runServiceCommand('audit', HELP, 'audit/audit.command.js');
