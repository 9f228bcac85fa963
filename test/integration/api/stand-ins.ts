import { randomUUID } from 'node:crypto';
import { Global, Module } from '@nestjs/common';
import type { ConsentAsk } from '../../../src/call-flow/plan.js';
import type { Language } from '../../../src/call-flow/prompt.js';
import { LiveCalls, type LiveCall } from '../../../src/call-records/live-calls.js';
import { ConsentCalls } from '../../../src/consent/consent-calls.js';
import type { Pause } from '../../../src/data-subjects/withdrawal-first.js';
import { ExchangeCounts } from '../../../src/metrics/exchange-counts.js';
import { PromptError } from '../../../src/prompts/prompt-error.js';
import { RoutingChanges, type RoutingChange } from '../../../src/routing/routing-changes.js';
import { TrunkChanges } from '../../../src/trunks/trunk-changes.js';

/** Remembers what it was told. */
export class ToldRouting extends RoutingChanges {
  told: RoutingChange[] = [];

  async changed(what: RoutingChange): Promise<void> {
    this.told.push(what);
  }
}

export class ToldExchange extends TrunkChanges {
  told: string[] = [];

  async changed(trunkId: string): Promise<void> {
    this.told.push(trunkId);
  }
}

/** Calls nobody, and remembers what was to be asked. */
export class AskedLines extends ConsentCalls {
  asked: (ConsentAsk & { callId: string })[] = [];

  check(): void {}

  ask(ask: ConsentAsk): string {
    const callId = randomUUID();
    this.asked.push({ ...ask, callId });
    return callId;
  }
}

export class PretendedCalls extends LiveCalls {
  calls: LiveCall[] = [];

  async list(): Promise<LiveCall[]> {
    return this.calls;
  }

  async hangUp(callId: string): Promise<boolean> {
    const before = this.calls.length;
    this.calls = this.calls.filter((call) => call.callId !== callId);
    return this.calls.length < before;
  }
}

/** Withdrawals are seen here at once: nobody else is looking. */
export const noPause: Pick<Pause, 'of'> = { of: async () => undefined };

/** "Speaks" by keeping the words readable in the prompt's name. */
export const readableSpeech = {
  /** What is to be spoken no more. */
  forgotten: [] as string[],
  async textPrompt(language: Language, text: string): Promise<string> {
    if (text.includes('unspeakable'))
      throw new PromptError('prompt_text_empty', text, 'has no letter or digit');
    return `text/${language}: ${text}`;
  },
  async forget(language: Language, text: string): Promise<void> {
    readableSpeech.forgotten.push(`${language}: ${text}`);
  },
};

export const noRedis = {
  run: () => Promise.reject(new Error('there is no Redis in this test')),
  isAnswering: async () => true,
  onReady: () => undefined,
};

@Global()
@Module({
  providers: [
    { provide: TrunkChanges, useClass: ToldExchange },
    {
      provide: ExchangeCounts,
      useValue: { refused: () => [['too-many', 3]], security: () => [['InvalidPassword', 2]] },
    },
    { provide: LiveCalls, useClass: PretendedCalls },
    { provide: ConsentCalls, useClass: AskedLines },
  ],
  exports: [TrunkChanges, ExchangeCounts, LiveCalls, ConsentCalls],
})
export class AsteriskStandIn {}
