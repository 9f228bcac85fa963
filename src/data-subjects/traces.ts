import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ExtensionGuard } from '../guard/extension-guard.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { Debts } from '../redis/debts.js';
import { CallsAgain } from '../routing/calls-again.js';
import { IdleTimes } from '../routing/idle-times.js';
import { RoutingChanges, type RoutingChange } from '../routing/routing-changes.js';
import { cachedLookups } from './cached-lookups.js';
import type { Subject } from './subject.js';

/** What Redis may have of a subject. */
export interface Traces {
  lookups: RoutingChange[];
  /** Published numbers: whom a caller spoke with is kept by them. */
  numbers: string[];
}

/** What is kept of people outside Postgres, apart from calls in progress, which take what they have with them. */
@Injectable()
export class TraceEraser {
  /** Callers whom Redis has not forgotten yet. */
  private readonly callers = new Debts<string[]>(async (token, numbers) => {
    await this.again.forget(token, numbers);
    await this.guard.forget(token);
  });

  constructor(
    private readonly routing: RoutingChanges,
    private readonly idleTimes: IdleTimes,
    private readonly again: CallsAgain,
    private readonly guard: ExtensionGuard,
  ) {}

  /** To be asked while the rows are still there. */
  async of(manager: EntityManager, subject: Subject): Promise<Traces> {
    const switchboards = await manager.find(SwitchboardNumber, { select: { number: true } });
    const numbers = switchboards.map(({ number }) => number);
    return { lookups: await cachedLookups(manager, subject), numbers };
  }

  /** To be done when the rows are gone. Never rejects: what Redis does not hear now, it hears when it is back. */
  async erase(subject: Subject, { lookups, numbers }: Traces): Promise<void> {
    await this.routing.changedAll(lookups);
    if (subject.kind === 'professional') await this.idleTimes.forget(subject.id);
    else await this.callers.owe(subject.token, numbers);
  }
}
