import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Leak } from './leak.js';
import type { NumberSearch } from './number-search.js';

/** Things a program left behind, under the name of the place where they lie. */
export interface Remains {
  where: string;
  /** A table, a key or a file; never shown with its digits. */
  place: string;
  bytes: Buffer;
}

/** Audio of the catalogue and of menus, made by the speech synthesiser of texts that are searched elsewhere. */
const SPOKEN = /^prompts\/.*\.ulaw$/;
const SOUND = /\.(ulaw|alaw|sln16|wav)$/;

/** The files of a folder and all below; what `isOthers` names is somebody else's. */
export function* filesIn(home: string, isOthers: RegExp): Generator<Remains> {
  const files = existsSync(home) ? readdirSync(home, { recursive: true, withFileTypes: true }) : [];
  for (const file of files) {
    const path = join(file.parentPath, file.name).slice(home.length + 1);
    if (isOthers.test(path)) continue;
    yield { where: 'file names', place: path, bytes: Buffer.from(path) };
    if (file.isFile() && !SPOKEN.test(path))
      yield { where: placeOf(path), place: path, bytes: readFileSync(join(home, path)) };
  }
}

function placeOf(path: string): string {
  if (path === 'log/service.log') return "the service's log";
  if (path === 'log/switchboard.log' || path.startsWith('switchboard/log/')) return "Asterisk's logs";
  if (path.includes('astdb')) return 'astdb';
  if (path.startsWith('redis/')) return 'Redis';
  return 'other files';
}

/** A dump, a piece each table. */
export function* tablesIn(dump: Buffer): Generator<Remains> {
  for (const piece of dump.toString('latin1').split(/^(?=COPY )/m)) {
    const table = /^COPY (\S+)/.exec(piece)?.[1] ?? 'the schema';
    yield { where: 'Postgres', place: table, bytes: Buffer.from(piece, 'latin1') };
  }
}

/** Searches what was left behind. */
export class AtRest {
  readonly leaks: Leak[] = [];
  /** Bytes searched, by place. */
  readonly searched: Record<string, number> = {};

  constructor(private readonly search: NumberSearch) {}

  take({ where, place, bytes }: Remains): void {
    this.searched[where] = (this.searched[where] ?? 0) + bytes.length;
    const found = SOUND.test(place) ? this.search.inBinary(bytes) : this.search.inText(bytes);
    const masked = place.replaceAll(/\d/g, '#');
    for (const { number, writing } of found)
      this.leaks.push({ what: number.label, writing, where, place: masked });
  }
}
