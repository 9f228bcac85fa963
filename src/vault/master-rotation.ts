import type { DataSource } from 'typeorm';
import { CONSOLE } from '../audit/actor.js';
import type { Audit } from '../audit/audit.js';
import type { Config } from '../config/config.js';
import { alone } from '../database/alone.js';
import type { MasterKey } from './master-key.js';
import { MasterKeyPlace } from './master-key-place.js';
import { asOnlyRotation } from './rotation-lock.js';
import { masterOf, unwrapAll } from './unwrap-keys.js';
import { VaultError } from './vault-error.js';
import { VaultKey } from './vault-key.entity.js';

/**
 * A new master key: every data key is wrapped anew, in one transaction. The new key is on the disk before that and
 * takes the old one's name after it; a boot in between finds the right one of the two. Returns what is left to do.
 */
export function rotateMasterKey(config: Config, dataSource: DataSource, audit: Audit): Promise<string> {
  const place = new MasterKeyPlace(config);
  return asOnlyRotation(dataSource, () =>
    // No boot meanwhile: it would take the file's name for what the table says, or the other way round.
    alone(dataSource, async () => {
      const old = await masterOf(place, await dataSource.getRepository(VaultKey).find());
      if (place.isEnvironment) return byEnvironment(dataSource, audit, place, old);
      if (old.where === place.nextFile) await place.promoteNext();
      await wrapAnew(dataSource, audit, old, await place.writeNext());
      return done(place, await place.promoteNext());
    }),
  );
}

const done = ({ file }: MasterKeyPlace, kept: string | undefined) =>
  [
    `The new master key is in ${file}.`,
    ...(kept ? [`The old one is kept in ${kept}: backups of the database from before need it.`] : []),
    'Keep it apart from those, and delete it with the last of them.',
  ].join(' ');

async function byEnvironment(
  dataSource: DataSource,
  audit: Audit,
  place: MasterKeyPlace,
  old: MasterKey,
): Promise<string> {
  const next = await place.readNext();
  if (!next) throw notGiven();
  if (old.where !== next.where) await wrapAnew(dataSource, audit, old, next);
  return (
    'Now put the value of NEW_VAULT_KEY into VAULT_KEY wherever the service runs, and start it again. ' +
    'Keep the old value with the backups of the database from before: they need it.'
  );
}

const notGiven = () =>
  new VaultError(
    'vault-key-not-given',
    'the master key comes from VAULT_KEY, so the new one has to as well: make one (openssl rand -base64 32), ' +
      'set it as NEW_VAULT_KEY beside VAULT_KEY, here and wherever the service runs, and run this again',
  );

async function wrapAnew(
  dataSource: DataSource,
  audit: Audit,
  old: MasterKey,
  next: MasterKey,
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    for (const { id, purpose, key } of unwrapAll(old, await manager.find(VaultKey))) {
      const { wrapped } = next.wrap(id, purpose, key);
      await manager.update(VaultKey, { id }, { wrapped });
    }
    await audit.write(manager, { actor: CONSOLE, action: 'vault-master-key-changed', subject: 'vault' });
  });
}
