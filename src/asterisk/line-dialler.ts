import type { Logger } from '@nestjs/common';
import type { ConsentAsk, Offer, RingOutcome } from '../call-flow/plan.js';
import type { CallerOpener } from '../callers/open-caller.js';
import type { LineOpener } from '../direct-lines/open-line.js';
import type { ExchangeCommand } from '../call-runtime/ports.js';
import type { PrivateNumber } from '../common/private-number.js';
import type { SealedLine } from '../direct-lines/sealed-line.js';
import type { OutboundTrunks, Wish } from '../trunks/outbound-trunks.js';
import type { AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import { consentCall } from './consent-call.js';
import type { Facts } from './facts.js';
import { follow, handOver, ringAgain, type Dialled } from './hand-over.js';
import type { Legs } from './legs.js';
import type { LineAddresses } from './line-addresses.js';
import type { TrunkKeeper } from './trunk-keeper.js';

/** Finds a professional's sealed line. Implemented by routing, with its cache. */
export abstract class SealedLines {
  abstract sealedLine(professionalId: string): Promise<SealedLine | undefined>;
  /** Undefined: its owner has withdrawn, or it is another line by now. */
  abstract consentedLine(offer: {
    listingId: string;
    professionalId: string;
    lineId: string;
  }): Promise<SealedLine | undefined>;
}

/** Who opens numbers, and which carrier they are called by. */
export interface DiallerNeeds {
  lines: SealedLines;
  openLine: LineOpener;
  openCaller: CallerOpener;
  trunks: OutboundTrunks;
}

/** A number that a carrier is found for, and what makes Asterisk's address of it. */
interface Prepared extends Dialled {
  requests: AriRequest[];
}

/**
 * Rings professionals, and callers who are called back: opens their numbers, finds each a carrier, gives Asterisk an
 * opaque address for each, and hands the caller to the dialplan; or calls a line itself, to ask its owner. The only
 * place where a call's hidden number is in clear, for one request.
 */
export class LineDialler {
  constructor(
    private readonly connection: AriConnection,
    private readonly needs: DiallerNeeds,
    private readonly addresses: LineAddresses,
    private readonly keeper: TrunkKeeper,
    private readonly facts: Facts,
    private readonly log: Logger,
  ) {}

  /**
   * `apology` is the file that the caller hears if no service is there when it is over.
   * Whose line cannot be opened, or called by any carrier, is reported gone; the others ring. Rejects when that is
   * nobody, or Asterisk refuses.
   */
  async ring(legs: Legs, command: ExchangeCommand & { type: 'ring' }, apology: string): Promise<void> {
    const { callId, caller } = legs;
    const dialled = await this.prepareAll(legs, command);
    // The caller may have hung up meanwhile: nobody would give the places back.
    if (legs.isOver) return this.end(legs);
    const offers = command.offers.filter(({ offerId }) => dialled.has(offerId));
    legs.offerIds = offers.map(({ offerId }) => offerId);
    try {
      const { variables, go } = handOver({ callId, caller, offers, dialled, rules: command.rules, apology });
      const addresses = [...dialled.values()].flatMap(({ requests }) => requests);
      await this.send([...addresses, follow(caller), ...variables]);
      for (const [offerId, { trunkId }] of dialled)
        this.facts.report(callId, { type: 'line-dialled', offerId, trunkId });
      legs.isHandedOver = true;
      await this.send([go]);
    } catch (error) {
      // Silence is no refusal: Dial may have the caller, and will tell.
      if (error instanceof AriError && error.isUnanswered && legs.isHandedOver) return;
      legs.isHandedOver = false;
      this.end(legs);
      throw error;
    }
  }

  /** One of several, whose leg waits with us. Rejects as `ring` does; the leg is the caller's to hang up then. */
  async ringAgain(legs: Legs, leg: string, command: ExchangeCommand & { type: 'ring-again' }): Promise<void> {
    const { offer } = command;
    const { offerId } = offer;
    const dialled = await this.prepare(legs, offer, command);
    try {
      this.facts.report(legs.callId, { type: 'line-dialled', offerId, trunkId: dialled.trunkId });
      await this.send([...dialled.requests, ...ringAgain(leg, offer, dialled)]);
    } catch (error) {
      this.end(legs, offerId);
      throw error;
    }
  }

  /**
   * Calls a line for its owner's consent; whoever answers enters the app. Rejects as `ring` does: then nothing
   * rings, or what may ring is hung up.
   */
  async call(legs: Legs, { ask, without }: ExchangeCommand & { type: 'call-line' }): Promise<void> {
    const { callId, caller } = legs;
    const number = await this.lineOf(ask);
    const dialled = await this.wayTo(legs, callId, number, {
      presented: ask.presented,
      professionalId: ask.professionalId,
      without,
    });
    // It may have ended meanwhile: a phone must not ring for nothing.
    if (legs.isOver) return this.end(legs);
    legs.isBeingCalled = true;
    try {
      this.facts.report(callId, { type: 'line-dialled', offerId: callId, trunkId: dialled.trunkId });
      await this.send([...dialled.requests, consentCall(caller, dialled)]);
    } catch (error) {
      this.connection.request({ method: 'DELETE', uri: `channels/${caller}` }).catch(() => undefined);
      this.end(legs);
      throw error;
    }
  }

  /** Of a call that was taken over: its attempts that are not over keep their places. */
  hold(legs: Legs, attemptId: string, trunkId: string): void {
    legs.attempts.add(attemptId);
    this.needs.trunks.hold(attemptId, trunkId);
  }

  /** What became of an attempt, for the carrier's reputation. */
  tell(attemptId: string, outcome: RingOutcome | 'answered'): void {
    this.needs.trunks.tell(attemptId, outcome === 'trunk-failed' ? 'fail' : 'its-part');
  }

  /** Sent in one go: Asterisk carries one socket's requests out in their order. */
  private async send(requests: AriRequest[]): Promise<void> {
    await Promise.all(requests.map((request) => this.connection.request(request)));
  }

  /** Dialled: Asterisk needs the addresses, or that of one offer, no more. */
  forget(legs: Legs, only?: string): void {
    this.addresses.forget(legs, only);
  }

  /** Not dialled any more, or hung up: the addresses and the places on trunks, or those of one offer, are free. */
  end(legs: Legs, only?: string): void {
    this.forget(legs, only);
    for (const attemptId of legs.attempts) {
      if (only !== undefined && attemptId !== only) continue;
      legs.attempts.delete(attemptId);
      this.needs.trunks.giveBack(attemptId);
    }
  }

  /** By offer; without those who cannot be called. */
  private async prepareAll(
    legs: Legs,
    command: ExchangeCommand & { type: 'ring' },
  ): Promise<Map<string, Prepared>> {
    const prepared = await Promise.allSettled(
      command.offers.map((offer) => this.prepare(legs, offer, command)),
    );
    const found = new Map<string, Prepared>();
    for (const [i, { offerId }] of command.offers.entries()) {
      const one = prepared[i];
      if (one?.status === 'fulfilled') found.set(offerId, one.value);
      else if (command.offers.length > 1) this.leftOut(legs, offerId, one?.reason as Error);
    }
    const [first] = prepared;
    if (found.size === 0)
      throw first?.status === 'rejected' ? first.reason : new Error('nobody is to be rung');
    return found;
  }

  private leftOut({ callId }: Legs, offerId: string, { message: reason }: Error): void {
    this.log.warn({ callId, reason }, 'one of several could not be rung');
    this.facts.report(callId, { type: 'callee-left', offerId, outcome: 'unreachable', cause: 0 });
  }

  private async prepare(
    legs: Legs,
    offer: Offer,
    { presented, without }: { presented: string; without: string[] },
  ): Promise<Prepared> {
    return this.wayTo(legs, offer.offerId, await this.number(offer), {
      presented,
      professionalId: offer.callee.kind === 'line' ? offer.professionalId : null,
      without,
    });
  }

  private async wayTo(
    legs: Legs,
    attemptId: string,
    number: PrivateNumber,
    wish: Omit<Wish, 'attemptId' | 'number'>,
  ): Promise<Prepared> {
    this.end(legs, attemptId);
    const way = await this.needs.trunks.take({ attemptId, number, ...wish });
    if ('refused' in way) {
      this.facts.report(legs.callId, { type: 'line-not-called', offerId: attemptId, reason: way.refused });
      throw new Error(`a number is not called: ${way.refused}`);
    }
    const { trunkId, presented } = way;
    legs.attempts.add(attemptId);
    const trunk = this.keeper.settings(trunkId);
    if (!trunk) {
      this.end(legs, attemptId);
      throw new Error(`the trunk ${trunkId} is not known to this exchange`);
    }
    const { id, requests } = this.addresses.add(legs, attemptId, way.user, trunk);
    return { trunkId, presented, address: id, requests };
  }

  /** Asked anew for every attempt: between two of them somebody may have said no. */
  private async number({ callee, professionalId, listingId }: Offer): Promise<PrivateNumber> {
    if (callee.kind === 'caller') return this.needs.openCaller.open(callee.sealedTo, callee.sealed);
    const { lineId } = callee;
    const sealed = await this.needs.lines.consentedLine({ listingId, professionalId, lineId });
    if (!sealed) throw new Error(`the professional ${professionalId} has no line with a consent any more`);
    return this.needs.openLine.openLine(sealed);
  }

  /** A yes said on another line would count for the one that was asked. */
  private async lineOf({ professionalId, lineId }: ConsentAsk): Promise<PrivateNumber> {
    const sealed = await this.needs.lines.sealedLine(professionalId);
    if (sealed?.id !== lineId)
      throw new Error(`the direct line of the professional ${professionalId} is gone, or another one by now`);
    return this.needs.openLine.openLine(sealed);
  }
}
