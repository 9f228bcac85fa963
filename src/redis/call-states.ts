import { Injectable } from '@nestjs/common';
import type { CallState } from '../call-flow/state.js';
import { CallStates } from '../call-runtime/ports.js';
import { RedisConnection } from './redis-connection.js';

const KEY = 'calls';
/** A little over the longest conversation an operator may allow (8 h): if nobody ever takes over, it is gone by then. */
const LONGEST_CALL_S = 8.5 * 3600;

/**
 * Where a restart finds what a call was doing. Nothing is waited for: the bytes are with the kernel before the
 * next command is, so they arrive even if this process dies in between. With Redis away nothing is kept and the
 * calls go on.
 */
@Injectable()
export class RedisCallStates extends CallStates {
  constructor(private readonly redis: RedisConnection) {
    super();
  }

  keep(callId: string, state: CallState): void {
    const text = JSON.stringify(state);
    void this.redis
      .run((client) => client.pipeline().hset(KEY, callId, text).expire(KEY, LONGEST_CALL_S).exec())
      .catch(() => undefined);
  }

  async all(): Promise<CallState[]> {
    const texts = await this.redis.run((client) => client.hvals(KEY));
    return texts.map((text) => JSON.parse(text) as CallState);
  }

  drop(callId: string): void {
    void this.redis.run((client) => client.hdel(KEY, callId)).catch(() => undefined);
  }
}
