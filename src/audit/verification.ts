import type { DataSource, EntityManager } from 'typeorm';
import { unhurried } from '../database/unhurried.js';
import type { Vault } from '../vault/vault.js';
import { ChainWalk } from './chain-walk.js';
import type { Head } from './head.js';
import { readEntries } from './read-entries.js';

/** A head that was seen earlier, and where it is known from. */
export interface KnownHead extends Head {
  from: string;
}

export interface Verdict {
  entries: number;
  /** Of the log as it is; undefined when it is empty. */
  head: Head | undefined;
  /** What is wrong, in sentences. Empty when nothing is. */
  findings: string[];
}

/** Checks the whole log, as it stood at one moment, against its key and against heads that were seen earlier. */
export class Verification {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: Vault,
  ) {}

  run(known: KnownHead[], tell: (entries: number) => void = () => undefined): Promise<Verdict> {
    return unhurried(this.dataSource, (own) =>
      own.transaction('REPEATABLE READ', (manager) => this.check(manager, known, tell)),
    );
  }

  private async check(
    manager: EntityManager,
    known: KnownHead[],
    tell: (entries: number) => void,
  ): Promise<Verdict> {
    const walk = new ChainWalk(this.vault);
    const hashes = new Map<number, string>();
    for await (const rows of readEntries(manager)) {
      for (const row of rows) {
        walk.next(row);
        if (known.some(({ seq }) => seq === row.seq)) hashes.set(row.seq, row.hash.toString('hex'));
      }
      tell(walk.entries);
    }
    const earlier = known.flatMap((head) => missed(head, walk, hashes.get(head.seq)));
    const findings = [...walk.findings, ...earlier, ...(await openTable(manager))];
    return { entries: walk.entries, head: walk.head, findings: [...misled(walk), ...findings] };
  }
}

function missed({ seq, hash, from }: KnownHead, { head }: ChainWalk, found: string | undefined): string[] {
  if (found === hash) return [];
  if (seq > (head?.seq ?? 0))
    return [
      `The log ends ${head ? `with entry ${head.seq}` : 'before it begins'}, but entry ${seq} was there (${from}): ` +
        'its end was cut off, or an older database was put back',
    ];
  return [
    `Entry ${seq} is not the one that was there (${from}): the log was written anew from an earlier state`,
  ];
}

/** One sentence above a long list that has one reason. */
const misled = ({ entries, misfits }: ChainWalk): string[] =>
  entries > 0 && misfits === entries
    ? [
        "No entry fits the audit log's key: either all were changed, or the vault has another key than when they were written",
      ]
    : [];

/** Nothing is in what is tried: the table has to refuse it all the same. */
async function openTable(manager: EntityManager): Promise<string[]> {
  for (const attempt of ['UPDATE audit_log SET seq = 1 WHERE false', 'DELETE FROM audit_log WHERE false']) {
    const refused = await manager
      .transaction((inner) => inner.query(attempt))
      .then(
        () => false,
        () => true,
      );
    if (!refused)
      return ['The table lets entries be changed: its trigger audit_log_is_append_only is off or gone'];
  }
  return [];
}
