import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Debts } from '../../redis/debts.js';
import { RedisConnection } from '../../redis/redis-connection.js';
import { IdleTimes } from './idle-times.js';
import { LocalReservations } from './local-reservations.js';
import { RENEW_EVERY_MS, SharedReservations } from './shared-reservations.js';

interface Release {
  callId: string;
  professionalId: string;
  spokeUntil: Date | null;
}

/**
 * Who is taken by which call. Redis decides, for all processes; without it this process goes on by
 * itself, and tells Redis when it is back.
 */
@Injectable()
export class Reservations implements OnModuleDestroy {
  private readonly local = new LocalReservations();
  private readonly renewing: NodeJS.Timeout;
  private readonly confirmations = new Debts<string>((id, callId) => this.confirm(callId, id));
  private readonly releases = new Debts<Release>((_, { callId, professionalId, spokeUntil }) =>
    this.shared.release(callId, professionalId, spokeUntil),
  );

  constructor(
    private readonly shared: SharedReservations,
    private readonly idleTimes: IdleTimes,
    redis: RedisConnection,
  ) {
    redis.onReady(() => void this.catchUp());
    this.renewing = setInterval(() => this.renew(), RENEW_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.renewing);
  }

  /** Reserves the first `most` of `professionalIds` that are free. Gives those reserved. Never rejects. */
  async reserve(callId: string, professionalIds: string[], most: number, now: Date): Promise<string[]> {
    const free = professionalIds.filter((id) => this.local.isFreeFor(callId, id));
    if (free.length === 0) return [];
    const granted = await this.shared.reserve(callId, free, most, now).catch(() => free);
    const taken: string[] = [];
    for (const id of granted) {
      if (taken.length < most && this.local.take(callId, id)) taken.push(id);
    }
    for (const id of taken) void this.confirmations.owe(id, callId);
    this.idleTimes.noteOffered(taken, now);
    return taken;
  }

  /** Those that a process which is gone has made for this call. */
  hold(callId: string, professionalIds: string[]): void {
    for (const id of professionalIds)
      if (this.local.take(callId, id)) void this.confirmations.owe(id, callId);
  }

  /** Never rejects. */
  async release(callId: string, professionalIds: string[], spokeUntil: Date | null): Promise<void> {
    for (const id of professionalIds) this.local.release(callId, id);
    if (spokeUntil) this.idleTimes.noteEnded(professionalIds, spokeUntil);
    await Promise.all(
      professionalIds.map((id) =>
        this.releases.owe(`${id} ${callId}`, { callId, professionalId: id, spokeUntil }),
      ),
    );
  }

  private async confirm(callId: string, professionalId: string): Promise<void> {
    if (this.local.holder(professionalId) === callId) await this.shared.confirm(callId, professionalId);
  }

  /** First what is to be given back, lest it is in the way of what is held now. */
  private async catchUp(): Promise<void> {
    await this.releases.settleAll();
    this.renew();
  }

  /** Tells Redis again who is held here, before it forgets. */
  renew(): void {
    for (const [id, callId] of this.local.all()) void this.confirmations.owe(id, callId);
  }
}
