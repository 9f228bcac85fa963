import { randomUUID } from 'node:crypto';
import type { Logger } from '@nestjs/common';
import type { AriConnection } from './ari-connection.js';
import type { AriRequest } from './ari-messages.js';
import type { Legs } from './legs.js';
import { blankLineAddress, lineAddress, removeLineAddress, type TrunkSettings } from './trunk-objects.js';

/** Between taking the number out of an address and removing it (ms): Asterisk does the first in its own time. */
const EMPTY_FOR = 1_000;

/** Asterisk's opaque addresses of numbers: each for one attempt, from just before it is dialled until just after. */
export class LineAddresses {
  constructor(
    private readonly connection: AriConnection,
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
    return { id, requests: lineAddress(id, user, trunk) };
  }

  /** Dialled or over: the addresses, or that of one attempt, are not needed any more. */
  forget(legs: Legs, only?: string): void {
    for (const [attemptId, id] of legs.addresses) {
      if (only !== undefined && attemptId !== only) continue;
      legs.addresses.delete(attemptId);
      this.remove(blankLineAddress(id));
      setTimeout(() => this.remove([removeLineAddress(id)]), EMPTY_FOR).unref();
    }
  }

  private remove(requests: AriRequest[]): void {
    Promise.all(requests.map((request) => this.connection.request(request))).catch((error: Error) => {
      this.log.warn({ reason: error.message }, "a dialled line's address could not be removed");
    });
  }
}
