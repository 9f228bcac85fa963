import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { MasterKeyPlace } from './master-key-place.js';
import { sealedCounts } from './sealed-counts.js';
import { KEPT_HOURS } from './spent-keys.js';
import { VaultKey } from './vault-key.entity.js';

const HOUR_MS = 3_600_000;

/** The keys by their ids, and what they seal. Never a key. */
export async function vaultStatus(config: Config, dataSource: DataSource): Promise<string[]> {
  const keys = await dataSource.getRepository(VaultKey).find({ order: { purpose: 'ASC', createdAt: 'ASC' } });
  const counts = await sealedCounts(dataSource);
  const lines = keys.map((key) => [
    key.purpose,
    key.id,
    key.state,
    age(key.createdAt),
    key.purpose === 'sealing' ? sealed(key) : '',
  ]);
  const table = columns([['purpose', 'key', 'state', 'age', 'seals'], ...lines]);
  const place = new MasterKeyPlace(config);
  const others = lyingAbout(await place.others());
  return [`The master key is in ${place.name}.`, ...others, '', ...table, ...unfinished(keys)];

  function sealed(key: VaultKey): string {
    const own = counts.filter(({ keyId }) => keyId === key.id);
    return own.map(({ rows, what }) => `${rows} ${what}`).join(', ') || `nothing${lastDay(key)}`;
  }
}

const lyingAbout = (files: string[]): string[] =>
  files.length === 0
    ? []
    : [
        'Other master keys lie about, which only backups of the database from before a change need; delete each with',
        `the last of those: ${files.join(', ')}`,
      ];

const lastDay = ({ retiredAt }: VaultKey): string =>
  retiredAt ? `; may be destroyed from ${new Date(+retiredAt + KEPT_HOURS * HOUR_MS).toISOString()}` : '';

const unfinished = (keys: VaultKey[]): string[] =>
  keys.some(({ state, retiredAt }) => state === 'pending' || (state === 'retired' && !retiredAt))
    ? ['', 'A rotation is under way, or was interrupted: npm run vault -- rotate goes on with it.']
    : [];

function age(since: Date): string {
  const hours = (Date.now() - +since) / HOUR_MS;
  return hours < 48 ? `${Math.floor(hours)} h` : `${Math.floor(hours / 24)} days`;
}

function columns(lines: string[][]): string[] {
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0))) ?? [];
  return lines.map((line) =>
    line
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
