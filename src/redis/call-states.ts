import { Injectable } from '@nestjs/common';
import type { CallState } from '../call-flow/state.js';
import { CallStates } from '../call-runtime/ports.js';
import { Config } from '../config/config.js';
import { Debts } from './debts.js';
import { NodeLease } from './node-lease.js';
import { RedisConnection } from './redis-connection.js';

/** A little over the longest conversation an operator may allow (8 h): what is older is no call any more (ms). */
const LONGEST_CALL = 8.5 * 3_600_000;

/** KEYS: the calls, who owns their node. ARGV: our token, then ids and states by turns. Of another's node nothing is written. */
const FENCE = `local owner = redis.call('get', KEYS[2])
if owner and owner ~= ARGV[1] then return 0 end
`;
const KEEP = `${FENCE}for i = 3, #ARGV, 2 do redis.call('hset', KEYS[1], ARGV[i], ARGV[i + 1]) end
return redis.call('pexpire', KEYS[1], ARGV[2])`;
const DROP = `${FENCE}return redis.call('hdel', KEYS[1], ARGV[2])`;

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
    this.redis.run((client) => client.eval(DROP, 2, this.key, this.lease.ownerKey, this.lease.token, callId)),
  );

  constructor(
    private readonly redis: RedisConnection,
    private readonly lease: NodeLease,
    { ari }: Config,
  ) {
    super();
    this.key = `calls:${ari.url}`;
  }

  keep(callId: string, state: CallState): void {
    void this.write([callId, JSON.stringify(state)]).catch(() => undefined);
  }

  drop(callId: string): void {
    void this.dropped.owe(callId, callId);
  }

  async keepAll(states: CallState[]): Promise<void> {
    await this.write(states.flatMap((state) => [state.facts.callId, JSON.stringify(state)]));
  }

  async all(): Promise<CallState[]> {
    const texts = await this.redis.run((client) => client.hvals(this.key));
    const states = texts.map((text) => JSON.parse(text) as CallState);
    const isOld = ({ facts }: CallState) => facts.startedAt < Date.now() - LONGEST_CALL;
    for (const { facts } of states.filter(isOld)) this.drop(facts.callId);
    return states.filter((state) => !isOld(state));
  }

  private write(texts: string[]): Promise<unknown> {
    const { ownerKey, token } = this.lease;
    return this.redis.run((client) =>
      client.eval(KEEP, 2, this.key, ownerKey, token, LONGEST_CALL, ...texts),
    );
  }
}
