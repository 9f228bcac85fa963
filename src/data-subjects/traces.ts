import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ExtensionGuard } from '../guard/extension-guard.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { PromptsService } from '../prompts/prompts.service.js';
import { Debts } from '../redis/debts.js';
import { CallsAgain } from '../routing/returning/calls-again.js';
import { IdleTimes } from '../routing/reservations/idle-times.js';
import { RoutingChanges, type RoutingChange } from '../routing/routing-changes.js';
import { cachedLookups } from './cached-lookups.js';
import { questionsAbout, type SpokenQuestion } from './spoken-questions.js';
import type { Subject } from './subject.js';

/** What there may be of a subject outside Postgres. */
export interface Traces {
  /** In Redis. */
  lookups: RoutingChange[];
  /** Published numbers: whom a caller spoke with is kept in Redis by them. */
  numbers: string[];
  /** Sound files, by their words: a question for consent says the name. */
  questions: SpokenQuestion[];
}

/** Erases what is kept of people outside Postgres, but for calls in progress, which take what they have with them. */
@Injectable()
export class TraceEraser {
  private readonly logger = new Logger('DataSubjects');

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
    private readonly prompts: PromptsService,
  ) {}

  /** To be asked while the rows are still there. */
  async of(manager: EntityManager, subject: Subject): Promise<Traces> {
    const lookups = await cachedLookups(manager, subject);
    if (subject.kind === 'professional')
      return { lookups, numbers: [], questions: await questionsAbout(manager, subject.id) };
    const switchboards = await manager.find(SwitchboardNumber, { select: { number: true } });
    return { lookups, numbers: switchboards.map(({ number }) => number), questions: [] };
  }

  /** To be done when the rows are gone. Never rejects: what Redis does not hear now, it hears when it is back. */
  async erase(subject: Subject, { lookups, numbers, questions }: Traces): Promise<void> {
    await this.routing.changedAll(lookups);
    for (const question of questions) await this.unsay(question);
    if (subject.kind === 'professional') await this.idleTimes.forget(subject.id);
    else await this.callers.owe(subject.token, numbers);
  }

  private async unsay({ language, wording }: SpokenQuestion): Promise<void> {
    try {
      await this.prompts.forget(language, wording);
    } catch (error) {
      this.logger.error({ err: error }, 'The sound of a question that names somebody who was erased is left');
    }
  }
}
