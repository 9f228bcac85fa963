import type { Logger } from '@nestjs/common';
import type { LineOpener } from '../direct-lines/open-line.js';
import type { ExchangeCommand } from '../call-runtime/ports.js';
import type { SealedLine } from '../direct-lines/sealed-line.js';
import { APP, type AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import { handOver } from './hand-over.js';
import type { Legs } from './legs.js';
import { lineAddress, removeLineAddress } from './trunk-objects.js';
import type { TrunkKeeper } from './trunk-keeper.js';

/** Finds a professional's sealed line. Implemented by routing, with its cache. */
export abstract class SealedLines {
  abstract sealedLine(professionalId: string): Promise<SealedLine | undefined>;
}

/**
 * Rings professionals: opens their direct lines, gives Asterisk an opaque address for each, and hands the caller
 * to the dialplan. The only place where a call's hidden number is in clear, for one request.
 */
export class LineDialler {
  constructor(
    private readonly connection: AriConnection,
    private readonly lines: SealedLines,
    private readonly opener: LineOpener,
    private readonly trunks: TrunkKeeper,
    private readonly log: Logger,
  ) {}

  /** Rejects when a line cannot be opened, its trunk is unknown, or Asterisk refuses. */
  async ring(legs: Legs, { offers, rules, presented }: ExchangeCommand & { type: 'ring' }): Promise<void> {
    const addresses = await Promise.all(
      offers.map((offer) => this.address(offer.offerId, offer.professionalId, offer.trunkId)),
    );
    legs.offerIds = offers.map(({ offerId }) => offerId);
    for (const offerId of legs.offerIds) legs.addresses.add(offerId);
    const { callId, caller } = legs;
    try {
      const { variables, go } = handOver({ callId, caller, offers, rules, presented });
      await this.send([...addresses, follow(caller), ...variables]);
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

  /** Sent in one go: Asterisk carries one socket's requests out in their order. */
  private async send(requests: AriRequest[]): Promise<void> {
    await Promise.all(requests.map((request) => this.connection.request(request)));
  }

  /** Dialled or over: the addresses, or that of one offer, are not needed any more. */
  forget(legs: Legs, only?: string): void {
    for (const offerId of legs.addresses) {
      if (only !== undefined && offerId !== only) continue;
      legs.addresses.delete(offerId);
      this.connection.request(removeLineAddress(offerId)).catch((error: Error) => {
        this.log.warn({ reason: error.message }, "a dialled line's address could not be removed");
      });
    }
  }

  private async address(offerId: string, professionalId: string, trunkId: string): Promise<AriRequest> {
    const trunk = this.trunks.settings(trunkId);
    if (!trunk) throw new Error(`the trunk ${trunkId} is not known to this exchange`);
    const sealed = await this.lines.sealedLine(professionalId);
    if (!sealed) throw new Error(`the professional ${professionalId} has no direct line`);
    return lineAddress(offerId, (await this.opener.openLine(sealed)).reveal(), trunk);
  }
}

/** The app goes on hearing of a channel that it hands to the dialplan. */
const follow = (channel: string): AriRequest => ({
  method: 'POST',
  uri: `applications/${APP}/subscription`,
  query: { eventSource: `channel:${channel}` },
});
