import { randomUUID } from 'node:crypto';
import type { Logger } from '@nestjs/common';
import type { AddressList } from '../redis/address-list.js';
import type { AriConnection } from './ari-connection.js';
import { AriError, type AriRequest } from './ari-messages.js';
import type { Legs } from './legs.js';
import { blankLineAddress, lineAddress, removeLineAddress, type TrunkSettings } from './trunk-objects.js';

/** Between taking the number out of an address and removing it (ms): Asterisk does the first in its own time. */
const EMPTY_FOR = 1_000;
/** However long a phone rings, its INVITE is on its way by then (ms). */
const LONGEST_DIALLING = 5_000;
/** Until those left behind are looked for again, when they could not be (ms). */
const AGAIN_AFTER = 5_000;

/** Asterisk's opaque addresses of numbers: each for one attempt, from just before it is dialled until just after. */
export class LineAddresses {
  /** Those that may still be dialled. */
  private readonly live = new Set<string>();

  constructor(
    private readonly connection: AriConnection,
    private readonly list: AddressList,
    private readonly log: Logger,
  ) {}

  /** What has to be sent before it is dialled. `user` is in clear: it goes nowhere else. */
  add(
    legs: Legs,
    attemptId: string,
    user: string,
    trunk: TrunkSettings,
  ): { id: string; requests: AriRequest[] } {
    // Of its own: the address of an attempt before this one may be about to go.
    const id = randomUUID();
    legs.addresses.set(attemptId, id);
    this.live.add(id);
    this.list.add(id);
    setTimeout(() => {
      if (legs.addresses.get(attemptId) === id) this.forget(legs, attemptId);
    }, LONGEST_DIALLING).unref();
    return { id, requests: lineAddress(id, user, trunk) };
  }

  /** Dialled or over: the addresses, or that of one attempt, are not needed any more. */
  forget(legs: Legs, only?: string): void {
    for (const [attemptId, id] of legs.addresses) {
      if (only !== undefined && attemptId !== only) continue;
      legs.addresses.delete(attemptId);
      void this.remove(id);
    }
  }

  /** Takes away what a process that died, or a connection that was lost, has left in Asterisk. Never rejects. */
  async clear(): Promise<void> {
    try {
      const left = (await this.list.all()).filter((id) => !this.live.has(id));
      await Promise.all(left.map((id) => this.remove(id)));
    } catch {
      setTimeout(() => void this.clear(), AGAIN_AFTER).unref();
    }
  }

  private async remove(id: string): Promise<void> {
    this.live.delete(id);
    try {
      await Promise.all(blankLineAddress(id).map((request) => this.request(request)));
      await new Promise<void>((resolve) => setTimeout(resolve, EMPTY_FOR).unref());
      await this.request(removeLineAddress(id));
      this.list.remove(id);
    } catch (error) {
      // It stays on the list, for the next connection.
      this.log.warn({ reason: (error as Error).message }, "a dialled line's address could not be removed");
    }
  }

  private request(request: AriRequest): Promise<unknown> {
    return this.connection.request(request).catch((error: unknown) => {
      if (!(error instanceof AriError && error.isGone)) throw error;
    });
  }
}
