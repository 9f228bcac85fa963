import type { Logger } from '@nestjs/common';
import type { Language, Prompt } from '../call-flow/prompt.js';
import { Exchange, type ExchangeCommand } from '../call-runtime/ports.js';
import type { AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import { consentChannel } from './consent-call.js';
import type { Facts } from './facts.js';
import { letThrough } from './hand-over.js';
import type { LegBook, Legs } from './legs.js';
import type { LineDialler } from './line-dialler.js';
import { play, type PromptFiles, stopPlaying } from './speech.js';

/** Carries out a call's commands on Asterisk. What fails comes back as a fact. */
export class AriExchange extends Exchange {
  constructor(
    private readonly connection: AriConnection,
    private readonly book: LegBook,
    private readonly facts: Facts,
    private readonly dialler: LineDialler,
    private readonly prompts: PromptFiles,
    private readonly log: Logger,
  ) {
    super();
  }

  execute(callId: string, command: ExchangeCommand): void {
    const legs =
      this.book.ofCall(callId) ?? (command.type === 'call-line' ? this.openCalled(callId) : undefined);
    if (!legs) return;
    const { caller } = legs;
    switch (command.type) {
      case 'answer':
        return this.send(legs, command.type, { method: 'POST', uri: `channels/${caller}/answer` });
      case 'say':
        return this.say(legs, command.sayingId, command.language, command.prompts);
      case 'stop-saying':
        return this.send(legs, command.type, stopPlaying(callId, command.sayingId));
      case 'ring':
        return void this.ring(legs, command);
      case 'ring-again':
        return void this.ringAgain(legs, command);
      case 'whisper':
        return this.whisper(legs, command);
      case 'accept':
        return this.accept(legs, command);
      case 'call-line':
        return void this.callLine(legs, command);
      case 'hang-up-callee':
        return this.toCallee(legs, command.offerId, command.type, (callee) => hangUp(callee, 16));
      case 'hang-up':
        return this.send(legs, command.type, hangUp(caller, command.cause));
      default:
        return command satisfies never;
    }
  }

  forget(callId: string): void {
    const legs = this.book.close(callId);
    if (legs) this.dialler.end(legs);
  }

  private say(legs: Legs, sayingId: number, language: Language, prompts: Prompt[]): void {
    const { files, missing } = this.find(language, prompts);
    if (missing !== undefined) {
      return this.facts.report(legs.callId, { type: 'prompts-failed', sayingId, prompt: missing });
    }
    this.send(legs, 'say', play(legs.caller, legs.callId, sayingId, files), () =>
      this.facts.report(legs.callId, { type: 'prompts-failed', sayingId, prompt: prompts.join(' ') }),
    );
  }

  /** What an earlier process began to say to a callee whom we took over is stopped. */
  private whisper(legs: Legs, { offer, round }: ExchangeCommand & { type: 'whisper' }): void {
    const { offerId, language, whisper } = offer;
    const { files, missing } = this.find(language, [whisper, 'whisper-again', 'whisper-again']);
    if (missing !== undefined) return this.giveUpCallee(legs, offerId);
    const media = files.map((file) => `sound:${file}`).join(',');
    if (round > 1) this.stopWhisper(legs, offerId, round - 1);
    this.toCallee(legs, offerId, 'whisper', (callee) => ({
      method: 'POST',
      uri: `channels/${callee}/play/${whisperId(offerId, round)}`,
      query: { media },
    }));
  }

  /** Nobody is to accept what they were not told of. */
  private giveUpCallee(legs: Legs, offerId: string): void {
    this.facts.report(legs.callId, { type: 'callee-left', offerId, outcome: 'unreachable', cause: 38 });
    this.toCallee(legs, offerId, 'hang-up-callee', (callee) => hangUp(callee, 38));
  }

  /** What is queued on a channel waits for what it plays: the whisper is stopped first. */
  private accept(legs: Legs, { offer: { offerId }, round }: ExchangeCommand & { type: 'accept' }): void {
    this.stopWhisper(legs, offerId, round);
    this.toCallee(legs, offerId, 'accept', letThrough);
  }

  private stopWhisper(legs: Legs, offerId: string, round: number): void {
    this.send(legs, 'stop-saying', { method: 'DELETE', uri: `playbacks/${whisperId(offerId, round)}` });
  }

  private find(language: Language, prompts: Prompt[]): { files: string[]; missing: Prompt | undefined } {
    const found = prompts.map((prompt) => ({ prompt, file: this.prompts.file(language, prompt) }));
    const missing = found.find(({ file }) => file === undefined)?.prompt;
    return { files: found.flatMap(({ file }) => file ?? []), missing };
  }

  private openCalled(callId: string): Legs {
    return this.book.open(callId, consentChannel(callId));
  }

  private async callLine(legs: Legs, command: ExchangeCommand & { type: 'call-line' }): Promise<void> {
    try {
      await this.dialler.call(legs, command);
    } catch (error) {
      this.log.warn({ callId: legs.callId, reason: (error as Error).message }, 'a line could not be called');
      this.facts.report(legs.callId, { type: 'line-not-reached', outcome: 'unreachable', cause: 0 });
    }
  }

  private async ring(legs: Legs, command: ExchangeCommand & { type: 'ring' }): Promise<void> {
    try {
      await this.dialler.ring(legs, command, this.prompts.file(command.language, 'apology') ?? '');
    } catch (error) {
      this.failed(legs, 'ring', error);
    }
  }

  /** A leg that nobody rings any more would wait for ever. */
  private async ringAgain(legs: Legs, command: ExchangeCommand & { type: 'ring-again' }): Promise<void> {
    const { offerId } = command.offer;
    const leg = legs.callees.get(offerId);
    if (leg === undefined) return;
    try {
      await this.dialler.ringAgain(legs, leg, command);
    } catch (error) {
      this.log.warn(
        { callId: legs.callId, reason: (error as Error).message },
        'a line could not be rung again',
      );
      this.giveUpCallee(legs, offerId);
    }
  }

  private toCallee(
    legs: Legs,
    offerId: string,
    command: string,
    request: (callee: string) => AriRequest,
  ): void {
    const callee = legs.callees.get(offerId);
    if (callee !== undefined) this.send(legs, command, request(callee));
  }

  private send(legs: Legs, command: string, request: AriRequest, onFailure?: () => void): void {
    this.connection.request(request).catch((error: unknown) => {
      if (onFailure && !isGone(error)) onFailure();
      else this.failed(legs, command, error);
    });
  }

  /** "It is already gone" is no failure of a verb that ends something; of the caller itself it means a hang-up. */
  private failed({ callId }: Legs, command: string, error: unknown): void {
    if (isGone(error)) {
      if (!ENDS_SOMETHING.has(command)) this.facts.report(callId, { type: 'caller-hung-up', cause: 16 });
      return;
    }
    const reason = (error as Error).message;
    this.log.warn({ callId, command, reason }, `a call's ${command} failed`);
    this.facts.report(callId, { type: 'command-failed', command, reason });
  }
}

/** Verbs for which "it is already gone" means done; the callee's are among them: its going is told by Dial. */
const ENDS_SOMETHING = new Set(['stop-saying', 'hang-up-callee', 'whisper', 'accept']);

const whisperId = (offerId: string, round: number): string => `whisper-${offerId}-${round}`;

const isGone = (error: unknown): boolean => error instanceof AriError && error.isGone;

const hangUp = (channel: string, cause: number): AriRequest => ({
  method: 'DELETE',
  uri: `channels/${channel}`,
  query: { reason_code: String(cause) },
});
