import { Injectable } from '@nestjs/common';
import { Debts } from '../../redis/debts.js';
import { RedisConnection } from '../../redis/redis-connection.js';
import type { Activity } from '../order.js';
import { reservationKeys as keys } from './reservation-keys.js';

/**
 * When professionals were last busy. Redis knows it of all processes, written where
 * reservations are made and given back; this process remembers its own for when Redis is away.
 */
@Injectable()
export class IdleTimes {
  private readonly local = new Map<string, Activity>();

  /** Whom Redis has not forgotten yet. */
  private readonly debts = new Debts<string>((_, id) =>
    this.redis.run((client) => Promise.all([client.hdel(keys.ended, id), client.hdel(keys.offered, id)])),
  );

  constructor(private readonly redis: RedisConnection) {}

  /** Never rejects. */
  async of(professionalIds: string[]): Promise<Map<string, Activity>> {
    // One alone needs no order.
    if (professionalIds.length < 2) return this.local;
    try {
      const [ended, offered] = await this.redis.run((client) =>
        Promise.all([
          client.hmget(keys.ended, ...professionalIds),
          client.hmget(keys.offered, ...professionalIds),
        ]),
      );
      return new Map(
        professionalIds.map((id, i) => [id, { endedAt: Number(ended[i]), offeredAt: Number(offered[i]) }]),
      );
    } catch {
      return this.local;
    }
  }

  noteOffered(professionalIds: string[], at: Date): void {
    for (const id of professionalIds) this.note(id, { offeredAt: at.getTime() });
  }

  noteEnded(professionalIds: string[], at: Date): void {
    for (const id of professionalIds) this.note(id, { endedAt: at.getTime() });
  }

  /** Everybody of whom Redis knows it. Rejects when Redis is away. */
  async known(): Promise<string[]> {
    const ids = await this.redis.run((client) =>
      Promise.all([client.hkeys(keys.ended), client.hkeys(keys.offered)]),
    );
    return [...new Set(ids.flat())];
  }

  /** Of somebody who is gone. Never rejects. */
  async forget(professionalId: string): Promise<void> {
    this.local.delete(professionalId);
    await this.debts.owe(professionalId, professionalId);
  }

  private note(professionalId: string, activity: Partial<Activity>): void {
    const known = this.local.get(professionalId) ?? { endedAt: 0, offeredAt: 0 };
    this.local.set(professionalId, { ...known, ...activity });
  }
}
