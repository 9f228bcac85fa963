import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BlockedCaller } from '../guard/blocked-caller.entity.js';
import { listingChanges } from '../professionals/listing-changes.js';
import { IdleTimes } from '../routing/idle-times.js';
import { RoutingChanges, type RoutingChange } from '../routing/routing-changes.js';
import type { Erased } from './receipt.js';
import type { Subject } from './subject.js';

/** What Redis may have of a subject. */
export interface Traces {
  lookups: RoutingChange[];
  /** For the receipt. */
  erased: Erased[];
}

/** What is kept of people outside Postgres, apart from calls in progress, which take what they have with them. */
@Injectable()
export class TraceEraser {
  constructor(
    private readonly routing: RoutingChanges,
    private readonly idleTimes: IdleTimes,
  ) {}

  /** To be asked while the rows are still there. */
  async of(manager: EntityManager, subject: Subject): Promise<Traces> {
    if (subject.kind === 'caller') return { lookups: [], erased: [] };
    const lookups: RoutingChange[] = [
      { kind: 'direct-line', professionalId: subject.id },
      ...(await listingChanges(manager, { professionalId: subject.id })),
      ...(await blockedBy(manager, subject.id)),
    ];
    const erased = [
      { where: 'redis: cached lookups', count: lookups.length },
      { where: 'redis: idle times', count: 1 },
    ];
    return { lookups, erased };
  }

  /** To be done when the rows are gone. Never rejects: what Redis does not hear now, it hears when it is back. */
  async erase(subject: Subject, { lookups }: Traces): Promise<void> {
    await this.routing.changedAll(lookups);
    if (subject.kind === 'professional') await this.idleTimes.forget(subject.id);
  }
}

/** Blocks are cached by caller, with whoever blocks them. */
async function blockedBy(manager: EntityManager, professionalId: string): Promise<RoutingChange[]> {
  const blocks = await manager.findBy(BlockedCaller, { professionalId });
  return blocks.map(({ caller }) => ({ kind: 'blocked-callers', token: caller }));
}
