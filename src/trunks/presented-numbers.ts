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

  /**
   * Runs `work`, which gives the trunk's id, in a transaction, and then has the trunk present `numbers` (undefined:
   * as before). Last, for what else is wrong with a request is said of any number alike. Rejects with `number-taken`.
   */
  async with(
    manager: EntityManager,
    numbers: string[] | undefined,
    { id, actor }: { id?: string; actor: Actor },
    work: (manager: EntityManager) => Promise<string>,
  ): Promise<string> {
    if (!numbers?.length) return manager.transaction((turn) => this.present(turn, numbers, work));
    const subject = id === undefined ? 'switchboard' : (`trunk:${id}` as const);
    const claim = { actor, as: 'presented-number', subject } as const;
    return this.turns.take(manager, claim, (turn) => this.present(turn, numbers, work));
  }

  private async present(
    turn: EntityManager,
    presentedNumbers: string[] | undefined,
    work: (manager: EntityManager) => Promise<string>,
  ): Promise<string> {
    const id = await work(turn);
    if (!presentedNumbers) return id;
    await this.claims.present(turn, presentedNumbers);
    await turn.update(Trunk, id, { presentedNumbers });
    return id;
  }
}
