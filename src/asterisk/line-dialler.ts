import type { Logger } from '@nestjs/common';
import type { ConsentAsk, Offer } from '../call-flow/plan.js';
import type { CallerOpener } from '../callers/open-caller.js';
import type { LineOpener } from '../direct-lines/open-line.js';
import type { ExchangeCommand } from '../call-runtime/ports.js';
import type { SealedLine } from '../direct-lines/sealed-line.js';
import { APP, type AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import { consentCall } from './consent-call.js';
import { handOver } from './hand-over.js';
import type { Legs } from './legs.js';
import { blankLineAddress, lineAddress, removeLineAddress } from './trunk-objects.js';
import type { TrunkKeeper } from './trunk-keeper.js';

/** Finds a professional's sealed line. Implemented by routing, with its cache. */
export abstract class SealedLines {
  abstract sealedLine(professionalId: string): Promise<SealedLine | undefined>;
}

/** Between taking the number out of an address and removing it (ms): Asterisk does the first in its own time. */
const EMPTY_FOR = 1_000;

/**
 * Rings professionals, and callers who are called back: opens their numbers, gives Asterisk an opaque address for each, and hands the caller
 * to the dialplan; or calls a line itself, to ask its owner. The only place where a call's hidden number is in clear, for one request.
 */
export class LineDialler {
  constructor(
    private readonly connection: AriConnection,
    private readonly lines: SealedLines,
    private readonly openers: { lines: LineOpener; callers: CallerOpener },
    private readonly trunks: TrunkKeeper,
    private readonly log: Logger,
  ) {}

  /** Rejects when a line cannot be opened, its trunk is unknown, or Asterisk refuses. */
  async ring(legs: Legs, { offers, rules, presented }: ExchangeCommand & { type: 'ring' }): Promise<void> {
    const addresses = await Promise.all(
      offers.map(async (offer) => this.address(offer.offerId, await this.number(offer), offer.trunkId)),
    );
    legs.offerIds = offers.map(({ offerId }) => offerId);
    for (const offerId of legs.offerIds) legs.addresses.add(offerId);
    const { callId, caller } = legs;
    try {
      const { variables, go } = handOver({ callId, caller, offers, rules, presented });
      await this.send([...addresses.flat(), follow(caller), ...variables]);
      legs.isHandedOver = true;
      await this.send([go]);
    } catch (error) {
      // Silence is no refusal: Dial may have the caller, and will tell.
      if (error instanceof AriError && error.isUnanswered && legs.isHandedOver) return;
      legs.isHandedOver = false;
      this.forget(legs);
      throw error;
    }
  }

  /**
   * Calls a line for its owner's consent; whoever answers enters the app. Rejects as `ring` does: then nothing
   * rings, or what may ring is hung up.
   */
  async call(legs: Legs, { professionalId, lineId, trunkId, presented }: ConsentAsk): Promise<void> {
    const { callId, caller } = legs;
    const address = this.address(callId, await this.lineOf(professionalId, lineId), trunkId);
    // It may have ended while the line was opened: a phone must not ring for nothing.
    if (legs.isOver) return;
    legs.addresses.add(callId);
    legs.isBeingCalled = true;
    try {
      await this.send([...address, consentCall(callId, caller, trunkId, presented)]);
    } catch (error) {
      this.connection.request({ method: 'DELETE', uri: `channels/${caller}` }).catch(() => undefined);
      this.forget(legs);
      throw error;
    }
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

  private remove(requests: AriRequest[]): void {
    this.send(requests).catch((error: Error) => {
      this.log.warn({ reason: error.message }, "a dialled line's address could not be removed");
    });
  }

  private address(id: string, number: string, trunkId: string): AriRequest[] {
    const trunk = this.trunks.settings(trunkId);
    if (!trunk) throw new Error(`the trunk ${trunkId} is not known to this exchange`);
    return lineAddress(id, number, trunk);
  }

  private async number({ callee, professionalId }: Offer): Promise<string> {
    if (callee.kind === 'line') return this.lineOf(professionalId);
    return (await this.openers.callers.open(callee.sealedTo, callee.sealed)).reveal();
  }

  /** `only`: the row that it has to be. A yes said on another line would count for the one that was asked. */
  private async lineOf(professionalId: string, only?: string): Promise<string> {
    const sealed = await this.lines.sealedLine(professionalId);
    if (!sealed) throw new Error(`the professional ${professionalId} has no direct line`);
    if (only !== undefined && sealed.id !== only)
      throw new Error(`the direct line of the professional ${professionalId} is another one by now`);
    return (await this.openers.lines.openLine(sealed)).reveal();
  }
}

/** The app goes on hearing of a channel that it hands to the dialplan. */
const follow = (channel: string): AriRequest => ({
  method: 'POST',
  uri: `applications/${APP}/subscription`,
  query: { eventSource: `channel:${channel}` },
});
