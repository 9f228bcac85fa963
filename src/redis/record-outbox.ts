import { Injectable } from '@nestjs/common';
import type { CallRecord } from '../call-flow/record.js';
import { Debts } from './debts.js';
import { RedisConnection } from './redis-connection.js';

const KEY = 'records';

/**
 * Records that are not in the database yet, so that whoever comes after a crash can write them. Adding is not waited
 * for, as with the states of calls: it goes out before the call's state is dropped.
 */
@Injectable()
export class RecordOutbox {
  private readonly written = new Debts<string>((callId) =>
    this.redis.run((client) => client.hdel(KEY, callId)),
  );

  constructor(private readonly redis: RedisConnection) {}

  add(record: CallRecord): void {
    const text = JSON.stringify(record);
    void this.redis.run((client) => client.hset(KEY, record.callId, text)).catch(() => undefined);
  }

  /** Never rejects. */
  async remove(records: CallRecord[]): Promise<void> {
    await Promise.all(records.map(({ callId }) => this.written.owe(callId, callId)));
  }

  /** In the order in which the calls ended. Rejects when Redis is away. */
  async all(): Promise<CallRecord[]> {
    const texts = await this.redis.run((client) => client.hvals(KEY));
    const records = texts.map((text) => JSON.parse(text) as CallRecord);
    return records.sort((one, other) => one.endedAt - other.endedAt);
  }
}
