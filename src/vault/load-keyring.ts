import { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import type { Config } from '../config/config.js';
import { alone } from '../database/alone.js';
import { PURPOSES } from './data-key.js';
import { Keyring } from './keyring.js';
import { newKeyId, type MasterKey } from './master-key.js';
import { MasterKeyPlace } from './master-key-place.js';
import { refuseOrphans } from './sealed-counts.js';
import { masterOf, unwrapAll } from './unwrap-keys.js';
import { VaultKey } from './vault-key.entity.js';

/** Made at boot where they are not there yet. The others are older than any table: one that lacks is lost. */
const PURPOSES_SINCE = PURPOSES.filter((purpose) => purpose !== 'sealing' && purpose !== 'line-index');

/** The keys of this database, all of them unwrapped. Refuses at boot what would otherwise fail call by call. */
export function loadKeyring(config: Config, dataSource: DataSource): Promise<Keyring> {
  const place = new MasterKeyPlace(config);
  return alone(dataSource, async () => {
    const table = dataSource.getRepository(VaultKey);
    const rows = await table.find();
    await refuseOrphans(dataSource, rows);
    const master = rows.length
      ? await masterOf(place, rows)
      : ((await place.read()) ?? (await place.create()));
    await dataSource.transaction((manager) => complete(manager, master, rows));
    const keyring = new Keyring(unwrapAll(master, await table.find()));
    await finishMasterRotation(place, master);
    return keyring;
  });
}

/** A new database gets its keys, one of version 0.1 keeps what it was sealed and indexed with. */
async function complete(manager: EntityManager, master: MasterKey, rows: VaultKey[]): Promise<void> {
  const { id, sealing, indexing } = master.first;
  const first = rows.some(({ wrapped }) => !wrapped);
  if (first) await manager.update(VaultKey, { id }, master.wrap(id, 'sealing', sealing));
  if (first) await manager.insert(VaultKey, master.wrap(newKeyId(), 'line-index', indexing));
  for (const purpose of rows.length ? PURPOSES_SINCE : PURPOSES)
    if (!rows.some((row) => row.purpose === purpose))
      await manager.insert(VaultKey, master.wrap(newKeyId(), purpose));
}

/** It was killed between the transaction that wrapped the keys anew and the file's renaming. */
async function finishMasterRotation(place: MasterKeyPlace, { where }: MasterKey): Promise<void> {
  if (where !== place.nextFile) return;
  await place.promoteNext();
  new Logger('Vault').log(`The change of the vault's master key was completed: it is in ${place.file}`);
}
