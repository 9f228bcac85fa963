import type { Logger } from '@nestjs/common';
import type { Offer, RingOutcome } from '../call-flow/plan.js';
import type { CallerOpener } from '../callers/open-caller.js';
import type { LineOpener } from '../direct-lines/open-line.js';
import type { ExchangeCommand } from '../call-runtime/ports.js';
import type { PrivateNumber } from '../common/private-number.js';
import type { SealedLine } from '../direct-lines/sealed-line.js';
import type { OutboundTrunks, Way } from '../trunks/outbound-trunks.js';
import { APP, type AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import { consentCall } from './consent-call.js';
import type { Facts } from './facts.js';
import { handOver, ringAgain } from './hand-over.js';
import type { Legs } from './legs.js';
import { blankLineAddress, lineAddress, removeLineAddress } from './trunk-objects.js';
import type { TrunkKeeper } from './trunk-keeper.js';

/** Finds a professional's sealed line. Implemented by routing, with its cache. */
export abstract class SealedLines {
  abstract sealedLine(professionalId: string): Promise<SealedLine | undefined>;
}

/** Between taking the number out of an address and removing it (ms): Asterisk does the first in its own time. */
const EMPTY_FOR = 1_000;

/** Who opens numbers, and which carrier they are called by. */
export interface DiallerNeeds {
  lines: SealedLines;
  openLine: LineOpener;
  openCaller: CallerOpener;
  trunks: OutboundTrunks;
}

/** A number that a carrier is found for, and Asterisk's address for it. */
interface Dialled {
  way: Way;
  address: AriRequest[];
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
    private readonly keeper: TrunkKeeper,
    private readonly facts: Facts,
    private readonly log: Logger,
  ) {}

  /**
   * Who cannot be called by any carrier is reported gone; the others ring. Rejects when that is nobody, when a line
   * cannot be opened, or Asterisk refuses.
   */
  async ring(legs: Legs, command: ExchangeCommand & { type: 'ring' }): Promise<void> {
    const { callId, caller } = legs;
    const found = await Promise.all(command.offers.map((offer) => this.dialled(legs, offer, command)));
    const offers = command.offers.filter((_, i) => found[i] !== undefined);
    const ways = new Map(
      command.offers.flatMap((offer, i) => (found[i] ? [[offer.offerId, found[i].way]] : [])),
    );
    const addresses = found.flatMap((dialled) => dialled?.address ?? []);
    if (offers.length === 0) throw new Error('no trunk will take the call');
    for (const { offerId } of command.offers)
      if (!ways.has(offerId)) this.report(legs, offerId, 'unreachable');
    legs.offerIds = offers.map(({ offerId }) => offerId);
    try {
      const { variables, go } = handOver({ callId, caller, offers, ways, rules: command.rules });
      await this.send([...addresses, follow(caller), ...variables]);
      for (const [offerId, { trunkId }] of ways)
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
    const dialled = await this.dialled(legs, offer, command);
    if (!dialled) throw new Error('no other trunk will take the call');
    try {
      this.facts.report(legs.callId, { type: 'line-dialled', offerId, trunkId: dialled.way.trunkId });
      await this.send([...dialled.address, ...ringAgain(leg, offer, dialled.way)]);
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
    const number = await this.lineOf(ask.professionalId, ask.lineId);
    // It may have ended while the line was opened: a phone must not ring for nothing.
    if (legs.isOver) return;
    const dialled = await this.wayTo(legs, callId, number, { presented: ask.presented, without });
    if (!dialled) throw new Error('no trunk will take the call');
    const { way, address } = dialled;
    legs.isBeingCalled = true;
    try {
      this.facts.report(callId, { type: 'line-dialled', offerId: callId, trunkId: way.trunkId });
      await this.send([...address, consentCall(callId, caller, way.trunkId, way.presented)]);
    } catch (error) {
      this.connection.request({ method: 'DELETE', uri: `channels/${caller}` }).catch(() => undefined);
      this.end(legs);
      throw error;
    }
  }

  /** What became of an attempt, for the carrier's reputation. */
  tell(attemptId: string, outcome: RingOutcome | 'answered'): void {
    this.needs.trunks.tell(attemptId, outcome === 'trunk-failed' ? 'fail' : 'its-part');
  }

  /** Sent in one go: Asterisk carries one socket's requests out in their order. */
  private async send(requests: AriRequest[]): Promise<void> {
    await Promise.all(requests.map((request) => this.connection.request(request)));
  }

  /** Dialled or over: the addresses, or that of one offer, are not needed any more. */
  forget(legs: Legs, only?: string): void {
    for (const offerId of legs.addresses) {
      if (only !== undefined && offerId !== only) continue;
      legs.addresses.delete(offerId);
      this.remove(blankLineAddress(offerId));
      setTimeout(() => this.remove([removeLineAddress(offerId)]), EMPTY_FOR).unref();
    }
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

  private remove(requests: AriRequest[]): void {
    this.send(requests).catch((error: Error) => {
      this.log.warn({ reason: error.message }, "a dialled line's address could not be removed");
    });
  }

  private async dialled(
    legs: Legs,
    offer: Offer,
    { presented, without }: { presented: string; without: string[] },
  ): Promise<Dialled | undefined> {
    return this.wayTo(legs, offer.offerId, await this.number(offer), { presented, without });
  }

  private async wayTo(
    legs: Legs,
    attemptId: string,
    number: PrivateNumber,
    wish: { presented: string; without: string[] },
  ): Promise<Dialled | undefined> {
    this.needs.trunks.giveBack(attemptId);
    const way = await this.needs.trunks.take({ attemptId, number, ...wish });
    if (!way) return undefined;
    legs.attempts.add(attemptId);
    const trunk = this.keeper.settings(way.trunkId);
    if (!trunk) throw new Error(`the trunk ${way.trunkId} is not known to this exchange`);
    legs.addresses.add(attemptId);
    return { way, address: lineAddress(attemptId, way.user, trunk) };
  }

  private report({ callId }: Legs, offerId: string, outcome: RingOutcome): void {
    this.facts.report(callId, { type: 'callee-left', offerId, outcome, cause: 0 });
  }

  private async number({ callee, professionalId }: Offer): Promise<PrivateNumber> {
    if (callee.kind === 'line') return this.lineOf(professionalId);
    return this.needs.openCaller.open(callee.sealedTo, callee.sealed);
  }

  /** `only`: the row that it has to be. A yes said on another line would count for the one that was asked. */
  private async lineOf(professionalId: string, only?: string): Promise<PrivateNumber> {
    const sealed = await this.needs.lines.sealedLine(professionalId);
    if (!sealed) throw new Error(`the professional ${professionalId} has no direct line`);
    if (only !== undefined && sealed.id !== only)
      throw new Error(`the direct line of the professional ${professionalId} is another one by now`);
    return this.needs.openLine.openLine(sealed);
  }
}

/** The app goes on hearing of a channel that it hands to the dialplan. */
const follow = (channel: string): AriRequest => ({
  method: 'POST',
  uri: `applications/${APP}/subscription`,
  query: { eventSource: `channel:${channel}` },
});
