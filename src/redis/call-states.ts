import { Injectable } from '@nestjs/common';
import type { CallState } from '../call-flow/state.js';
import { CallStates } from '../call-runtime/ports.js';
import { Config } from '../config/config.js';
import { Debts } from './debts.js';
import { RedisConnection } from './redis-connection.js';

/** A little over the longest conversation an operator may allow (8 h): what is older is no call any more (ms). */
const LONGEST_CALL = 8.5 * 3_600_000;

/**
 * Where a restart finds what the calls of an exchange were doing. Nothing is waited for: the bytes are with the
 * kernel before the next command is, so they arrive even if this process dies in between. With Redis away nothing is
 * kept and the calls go on; what ended meanwhile is dropped when it is back.
 */
@Injectable()
export class RedisCallStates extends CallStates {
  /** Calls of another exchange are another process's. */
  private readonly key: string;
  private readonly dropped = new Debts<string>((callId) =>
    this.redis.run((client) => client.hdel(this.key, callId)),
  );

  constructor(
    private readonly redis: RedisConnection,
    { ari }: Config,
  ) {
    super();
    this.key = `calls:${ari.url}`;
  }

  keep(callId: string, state: CallState): void {
    const text = JSON.stringify(state);
    void this.redis
      .run((client) => client.pipeline().hset(this.key, callId, text).pexpire(this.key, LONGEST_CALL).exec())
      .catch(() => undefined);
  }

  drop(callId: string): void {
    void this.dropped.owe(callId, callId);
  }

  async keepAll(states: CallState[]): Promise<void> {
    const texts = states.flatMap((state) => [state.facts.callId, JSON.stringify(state)]);
    await this.redis.run((client) => client.hset(this.key, ...texts));
    await this.redis.run((client) => client.pexpire(this.key, LONGEST_CALL));
  }

  async all(): Promise<CallState[]> {
    const texts = await this.redis.run((client) => client.hvals(this.key));
    const states = texts.map((text) => JSON.parse(text) as CallState);
    const isOld = ({ facts }: CallState) => facts.startedAt < Date.now() - LONGEST_CALL;
    for (const { facts } of states.filter(isOld)) this.drop(facts.callId);
    return states.filter((state) => !isOld(state));
  }
}
