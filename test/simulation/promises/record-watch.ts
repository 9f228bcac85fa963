import type { CallRecord } from '../../../src/call-flow/record.js';
import type { Promises } from './broken.js';

/** What the exchange knows of a call, to compare its record with. */
export interface Truth {
  /** When the legs were joined in this call; null: they were not. */
  joinedAt(callId: string): number | null;
  /** A request failed or an event was lost: the record may be wrong about it. */
  isTroubled(callId: string): boolean;
  /** Since the caller is gone, as far as a service was there (ms). */
  goneFor(callId: string): number;
}

/** A call may end while the joining is on its way to the service (ms). */
const ON_ITS_WAY = 2_500;

/** A yes that is being recorded is waited for (ms). */
const LONGEST_AFTER = 8_000;

/** Exactly one record for each call, and a true one. */
export class RecordWatch {
  private readonly begun = new Set<string>();
  /** By which process, last. */
  private readonly written = new Map<string, string>();

  constructor(
    private readonly promises: Promises,
    private readonly truth: Truth,
  ) {}

  /** Something is kept of it. Of what a process dies over before, the exchange tells the next one as of a new call. */
  began(callId: string): void {
    this.begun.add(callId);
  }

  taken(record: CallRecord, by: string): void {
    const { callId } = record;
    this.promises.keep(this.begun.has(callId), callId, 'a record of a call that never began');
    // A process that dies before it forgets the call leaves it to the next; the record's id is then known already.
    const isAgain = this.written.get(callId) === by;
    this.promises.keep(!isAgain, callId, 'the record was written twice');
    this.written.set(callId, by);
    this.promises.keep(isInOrder(record), callId, 'the times of the record are not in order');
    const goneFor = this.truth.goneFor(callId);
    this.promises.keep(goneFor <= LONGEST_AFTER, callId, `it went on for ${goneFor} ms without its caller`);
    if (!this.truth.isTroubled(callId)) this.compare(record);
  }

  isWritten(callId: string): boolean {
    return this.written.has(callId);
  }

  atEnd(): void {
    for (const callId of this.begun)
      this.promises.keep(this.written.has(callId), callId, 'no record was written');
  }

  private compare({ callId, connectedAt, endedAt }: CallRecord): void {
    const joinedAt = this.truth.joinedAt(callId);
    if (joinedAt === null)
      this.promises.keep(connectedAt === null, callId, 'the record has a conversation that there was not');
    else if (endedAt - joinedAt > ON_ITS_WAY)
      this.promises.keep(connectedAt !== null, callId, 'the record lacks the conversation');
  }
}

function isInOrder({ startedAt, answeredAt, connectedAt, endedAt, timeline, attempts }: CallRecord): boolean {
  const times = [startedAt, answeredAt ?? startedAt, connectedAt ?? answeredAt ?? startedAt, endedAt];
  const ends = timeline.filter(({ what }) => what === 'ended').length;
  return (
    [times, timeline.map(({ at }) => at), attempts.map(({ at }) => at)].every(isAscending) &&
    ends === 1 &&
    timeline.at(-1)?.what === 'ended'
  );
}

const isAscending = (times: number[]): boolean => times.every((time, i) => time >= (times[i - 1] ?? 0));
