import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { busyUntil } from '../audit/busy-until.js';
import { Problem } from '../common/problem.js';

/** Enough for a clerk, too few to copy them all. */
const AN_HOUR = 20;

/** How many hidden numbers a key may see. */
@Injectable()
export class SeeingBudget {
  /** After this one was noted, in the same transaction: of several at once each counts those before it. */
  async check(manager: EntityManager, actor: Actor): Promise<void> {
    const again = await busyUntil(manager, actor, { action: 'direct-line-seen' }, AN_HOUR + 1);
    if (again)
      throw new Problem('too-often', `A key sees ${AN_HOUR} numbers an hour at most; try again at ${again}`);
  }
}
