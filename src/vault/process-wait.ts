import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { VaultError } from './vault-error.js';

const LOOK_EVERY_MS = 500;
/** They read the keys every 10 s. */
const LONGEST_WAIT_MS = 120_000;

/** `condition` is on a row of vault_readers: what a process has to know of the key $1. */
export const KNOWS = '$1 = ANY (known)';
export const SEALS_WITH = 'sealing = $1';

/**
 * Waits until every process that read the keys within the last minute satisfies `condition`. One that has not is
 * gone, or so cut off from the database that it takes no part; it reads them again as soon as it can.
 */
export async function everyProcess(
  dataSource: DataSource,
  condition: string,
  keyId: string,
  tell: (text: string) => void,
): Promise<void> {
  const began = performance.now();
  for (;;) {
    const { all, behind } = await processes(dataSource, condition, keyId);
    tell(`${all - behind.length} of ${all} processes`);
    if (behind.length === 0) return;
    if (performance.now() - began > LONGEST_WAIT_MS) throw late(behind);
    await pause(LOOK_EVERY_MS);
  }
}

async function processes(dataSource: DataSource, condition: string, keyId: string) {
  const rows = await dataSource.query<{ name: string; ready: boolean }[]>(
    `SELECT name, coalesce(${condition}, false) AS ready FROM vault_readers
     WHERE read_at > clock_timestamp() - interval '1 minute' ORDER BY name`,
    [keyId],
  );
  return { all: rows.length, behind: rows.filter(({ ready }) => !ready).map(({ name }) => name) };
}

const late = (names: string[]) =>
  new VaultError(
    'vault-processes-behind',
    `these processes have not taken up the new key: ${names.join(', ')}. See their logs, start them again with ` +
      'the right master key, and rotate again: it goes on where it stopped',
  );
