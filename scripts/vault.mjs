// `npm run vault`: the keys that private numbers are sealed with.
import { runServiceCommand } from './lib/service-command.mjs';

const HELP = `npm run vault -- COMMAND: looks after the keys that private numbers are sealed with.

  status            the keys by their ids, how old they are and how much each seals, and where older master keys
                    still lie; never a key itself
  rotate            makes a new sealing key and seals everything anew with it, while calls go on. If it is
                    interrupted, run it again: it goes on where it stopped. The old key is kept for a day, for what is
                    in caches, and destroyed by a later rotation
  rotate --master   makes a new master key, which wraps the others, in keys/vault.key. The old one is kept beside it
                    for the backups of the database from before: delete it with the last of them. With VAULT_KEY in
                    place of that file: set the new one as NEW_VAULT_KEY beside it, run this, then make it VAULT_KEY

Keys of indexes (direct lines by number, callers' tokens, the audit log's chain) are never changed: equal numbers
could not be recognised any more.

Options (after --):
  --help   this text
`;

await runServiceCommand('vault', HELP, 'vault/vault.command.js');
