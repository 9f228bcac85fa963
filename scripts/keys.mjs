// `npm run keys`: API keys and their roles, on the machine with the database.
import { runServiceCommand } from './lib/service-command.mjs';

const HELP = `npm run keys -- COMMAND: gives out and takes back API keys. Each time is noted in the audit log.

  create --name NAME --role ROLE   puts a new key into keys/api-NAME.key, which only this user may read. Move the file
                                   to whoever shall use it
             --role operator       runs the switchboard: everything but what is private
             --role privacy        sees hidden numbers for a reason, exports and erases, reads the audit log; nothing
                                   else
             --role carriers       connects trunks, whose carriers are sent the numbers that are called; nothing else.
                                   A key may have several: --role operator --role carriers
             --print               prints the key too
  list                             all keys, with their roles and when they were last used; never a key itself
  revoke ID                        makes a key open nothing any more, at once, and removes its file

Options (after --):
  --help   this text
`;

await runServiceCommand('keys', HELP, 'operators/keys.command.js');
