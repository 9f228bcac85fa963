import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { busyUntil } from '../audit/busy-until.js';
import { Problem } from '../common/problem.js';

/** Enough for a bad day, too few to try out many. */
const AN_HOUR = 20;

const NAMED = { action: 'block-added', detail: { by: 'number' } } as const;

/** How many callers a key may block by their number: whoever waits sees in the calls whether one was refused. */
@Injectable()
export class NamingBudget {
  /** After this one was noted, in the same transaction: of several at once each counts those before it. */
  async check(manager: EntityManager, actor: Actor): Promise<void> {
    const again = await busyUntil(manager, actor, NAMED, AN_HOUR + 1);
    if (again)
      throw new Problem(
        'too-often',
        `A key blocks ${AN_HOUR} numbers an hour at most; try again at ${again}, or block by a callId`,
      );
  }
}
