import type { Vault } from '../vault/vault.js';
import type { AuditRow } from './audit-row.entity.js';
import { BEGINNING, chainHash } from './chain.js';
import type { Head } from './head.js';

/** Goes along the entries in their order, and says in plain words what is not as it was written. */
export class ChainWalk {
  readonly findings: string[] = [];
  entries = 0;
  /** How many do not fit their own hash. */
  misfits = 0;
  private seq = 0;
  private hash: Buffer = BEGINNING;

  constructor(private readonly vault: Vault) {}

  get head(): Head | undefined {
    return this.entries > 0 ? { seq: this.seq, hash: this.hash.toString('hex') } : undefined;
  }

  next(row: AuditRow): void {
    this.checkPlace(row);
    if (!this.fits(row)) {
      this.misfits++;
      this.findings.push(
        `Entry ${row.seq} is not as it was written: something in it, or its hash, was changed`,
      );
    }
    this.entries++;
    ({ seq: this.seq, hash: this.hash } = row);
  }

  private checkPlace({ seq, previous }: AuditRow): void {
    const due = this.seq + 1;
    if (seq > due) this.findings.push(missing(due, seq - 1));
    else if (seq < due) this.findings.push(`Entry ${seq} is there more than once: one was put in`);
    else if (!previous.equals(this.hash)) this.findings.push(unlinked(seq));
  }

  /** What a column could not hold when the entry was written has no form to be compared. */
  private fits(row: AuditRow): boolean {
    try {
      return chainHash(this.vault, row).equals(row.hash);
    } catch {
      return false;
    }
  }
}

const missing = (first: number, last: number): string =>
  first === last
    ? `Entry ${first} is missing: it was removed`
    : `Entries ${first} to ${last} are missing: they were removed`;

const unlinked = (seq: number): string =>
  seq === 1
    ? 'Entry 1 does not begin the log: it was put in or moved there'
    : `Entry ${seq} does not follow entry ${seq - 1}: one of them was put in, moved or replaced`;
