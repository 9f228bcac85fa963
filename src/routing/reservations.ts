import { Injectable } from '@nestjs/common';
import { Debts } from '../redis/debts.js';
import { RedisAway } from '../redis/redis-away.js';
import { RedisConnection } from '../redis/redis-connection.js';
import { IdleTimes } from './idle-times.js';
import { LocalReservations } from './local-reservations.js';
import { SharedReservations } from './shared-reservations.js';

interface Release {
  callId: string;
  professionalId: string;
  spokeUntil: Date | null;
}

/**
 * Who is taken by which call. Redis decides, for all processes; without it this process goes on by
 * itself, and hands what it did meanwhile over when Redis is back.
 */
@Injectable()
export class Reservations {
  private readonly local = new LocalReservations();
  private readonly releases = new Debts<Release>((_, release) => this.releaseShared(release));

  constructor(
    private readonly shared: SharedReservations,
    private readonly idleTimes: IdleTimes,
    redis: RedisConnection,
  ) {
    redis.onReady(() => void this.catchUp());
  }

  /** Reserves the first `most` of `professionalIds` that are free. Gives those reserved. */
  async reserve(callId: string, professionalIds: string[], most: number, now: Date): Promise<string[]> {
    const free = professionalIds.filter((id) => this.local.isFreeFor(callId, id));
    if (free.length === 0) return [];
    const granted = await this.reserveShared(callId, free, most, now);
    const taken: string[] = [];
    for (const id of granted ?? free) {
      if (taken.length < most && this.local.take(callId, id)) taken.push(id);
    }
    // Another call of this process was given the line while Redis was away, and Redis does not know.
    for (const id of granted ?? [])
      if (!taken.includes(id)) void this.owe({ callId, professionalId: id, spokeUntil: null });
    this.idleTimes.noteOffered(taken, now);
    return taken;
  }

  /** Never rejects. */
  async release(callId: string, professionalIds: string[], spokeUntil: Date | null): Promise<void> {
    for (const id of professionalIds) this.local.release(callId, id);
    if (spokeUntil) this.idleTimes.noteEnded(professionalIds, spokeUntil);
    await Promise.all(
      professionalIds.map((professionalId) => this.owe({ callId, professionalId, spokeUntil })),
    );
  }

  /** Undefined: Redis did not say. */
  private async reserveShared(
    callId: string,
    free: string[],
    most: number,
    now: Date,
  ): Promise<string[] | undefined> {
    try {
      return await this.shared.reserve(callId, free, most, now);
    } catch (error) {
      // Sent, but not answered: Redis may have reserved any of them.
      if (!(error instanceof RedisAway)) {
        for (const professionalId of free) void this.owe({ callId, professionalId, spokeUntil: null });
      }
      return undefined;
    }
  }

  private async owe(release: Release): Promise<void> {
    await this.releases.owe(`${release.professionalId} ${release.callId}`, release);
  }

  private async releaseShared({ callId, professionalId, spokeUntil }: Release): Promise<void> {
    if (this.local.holder(professionalId) === callId) return;
    await this.shared.release(callId, professionalId, spokeUntil);
  }

  /** First what is to be given back, lest it is in the way of what is held now. */
  private async catchUp(): Promise<void> {
    await this.releases.settleAll();
    const held = this.local.all().map(([id, callId]) => this.shared.assert(callId, id));
    await Promise.allSettled(held);
  }
}
