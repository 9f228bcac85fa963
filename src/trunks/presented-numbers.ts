import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { ClaimTurns } from '../direct-lines/claim-turns.js';
import { NumberClaims } from '../direct-lines/number-claims.js';
import { Trunk } from './trunk.entity.js';

/** What carriers are told to display. Whoever is called sees it: it must be nobody's hidden line. */
@Injectable()
export class PresentedNumbers {
  constructor(
    private readonly claims: NumberClaims,
    private readonly turns: ClaimTurns,
  ) {}

  /** Runs `work`, which may set `numbers`, in a transaction; where there are any, in its key's turn. */
  inTurn<T>(
    manager: EntityManager,
    numbers: string[] | undefined,
    { id, actor }: { id?: string; actor: Actor },
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    if (!numbers?.length) return manager.transaction(work);
    const subject = id === undefined ? 'switchboard' : (`trunk:${id}` as const);
    return this.turns.take(manager, { actor, as: 'presented-number', subject }, work);
  }

  /**
   * Has the trunk display `numbers`; undefined: as before. Rejects with `number-taken`. After everything else that may
   * be wrong, which is said of any number alike, and before the audit log, which is waited for with a number in hand.
   */
  async set(turn: EntityManager, trunkId: string, numbers: string[] | undefined): Promise<void> {
    if (!numbers) return;
    await this.claims.present(turn, numbers);
    await turn.update(Trunk, trunkId, { presentedNumbers: numbers });
  }
}
