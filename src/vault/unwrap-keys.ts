import type { DataKey } from './data-key.js';
import type { MasterKey } from './master-key.js';
import type { MasterKeyPlace } from './master-key-place.js';
import { VaultError } from './vault-error.js';
import type { VaultKey } from './vault-key.entity.js';

/** Every key in clear, or a VaultError: one that cannot be unwrapped would be found by a call otherwise. */
export function unwrapAll(master: MasterKey, rows: VaultKey[]): DataKey[] {
  return rows.map((row) => {
    const { id, purpose, state } = row;
    const key = master.unwrap(row);
    if (key) return { id, purpose, state, key };
    throw new VaultError(
      'vault-keys-damaged',
      `the key ${id} in the table vault_keys is not as it was wrapped; restore the table from a backup`,
    );
  });
}

/** The master key that wraps `rows`, which are some. */
export async function masterOf(place: MasterKeyPlace, rows: VaultKey[]): Promise<MasterKey> {
  const [given, next] = [await place.read(), await place.readNext()];
  const right = [given, next].find((master) => master && rows.some((row) => master.unwrap(row)));
  if (right) return right;
  throw given ? wrong(place) : missing(place);
}

const missing = ({ file }: MasterKeyPlace) =>
  new VaultError(
    'vault-key-missing',
    `the vault's master key is missing: this database is sealed with it. Put it back as ${file} or VAULT_KEY`,
  );

const wrong = ({ name }: MasterKeyPlace) =>
  new VaultError(
    'vault-key-wrong',
    `the vault's master key in ${name} is not the one this database is sealed with; put that one back`,
  );
