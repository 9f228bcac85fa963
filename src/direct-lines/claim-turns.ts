import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { busyUntil } from '../audit/busy-until.js';
import type { Subject } from '../audit/facts.js';
import { problemOf } from '../common/problem-of.js';
import { Problem } from '../common/problem.js';
import { Turns } from '../common/turns.js';

/** Enough for the mistakes of a clerk, too few to try a number on everybody. */
const AN_HOUR = 20;

/** Answers to a claim that leave everything as it was, and tell something of the number. */
const TELLING: string[] = ['number-taken', 'number-resting', 'legal-hold'];

/** Who wants to have a number, as what, and for whom. */
export interface Claim {
  actor: Actor;
  as:
    | 'direct-line'
    | 'switchboard-number'
    | 'pass-through-number'
    | 'presented-number'
    | 'session-number'
    | 'session-caller';
  subject: Subject;
  /** Does an answer tell something of the number, beside those that always do? */
  tells?: (problem: Problem) => boolean;
}

type Outcome<T> = { done: T } | { refused: Problem };

/**
 * A refused claim tells that a number is somebody's, so each is noted, and a key meets so many an hour. Then it is
 * refused whatever it claims, before anything is looked up. Claims that succeed are not counted.
 */
@Injectable()
export class ClaimTurns {
  /** By key. Who waits in this line holds no connection, which a call may need. */
  private readonly lines = new Map<string, Turns>();

  constructor(private readonly audit: Audit) {}

  /**
   * Runs `work`, which claims a number, in a transaction. Those of one key go one after the other, so that no more
   * are refused than may be, however many come at once. Throws what `work` throws, or `too-often`.
   */
  take<T>(manager: EntityManager, claim: Claim, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const { actor } = claim;
    if (actor.kind !== 'api-key') return this.inTurn(manager, claim, work);
    const line = this.lines.get(actor.id) ?? new Turns(1);
    this.lines.set(actor.id, line);
    return line.take(() => this.inTurn(manager, claim, work));
  }

  private async inTurn<T>(
    manager: EntityManager,
    claim: Claim,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const outcome = await manager.transaction(async (turn): Promise<Outcome<T>> => {
      await queueUp(turn, claim.actor);
      const again = await busyUntil(turn, claim.actor, { action: 'number-refused' }, AN_HOUR);
      if (again) return this.refuse(turn, claim, 'number-not-tried', tooOften(again));
      return this.attempt(turn, claim, work);
    });
    if ('refused' in outcome) throw outcome.refused;
    return outcome.done;
  }

  /** What `work` did is undone when it is refused; that it was tried is not. */
  private async attempt<T>(
    turn: EntityManager,
    claim: Claim,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<Outcome<T>> {
    try {
      return { done: await turn.transaction(work) };
    } catch (error) {
      const problem = problemOf(error);
      if (!TELLING.includes(problem.code) && !claim.tells?.(problem)) throw error;
      return this.refuse(turn, claim, 'number-refused', problem);
    }
  }

  private async refuse(
    turn: EntityManager,
    { actor, as, subject }: Claim,
    action: 'number-refused' | 'number-not-tried',
    refused: Problem,
  ): Promise<{ refused: Problem }> {
    await this.audit.write(turn, { actor, action, subject, detail: { as } });
    return { refused };
  }
}

const tooOften = (again: string) =>
  new Problem(
    'too-often',
    `A key is refused ${AN_HOUR} numbers an hour at most, and was; whatever the number, try again at ${again}`,
  );

/** Behind those of other processes. */
async function queueUp(turn: EntityManager, actor: Actor): Promise<void> {
  if (actor.kind === 'api-key')
    await turn.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`claims of ${actor.id}`]);
}
