import { EventEmitter, once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RedisConnection } from './redis-connection.js';

/** How long a process may be silent before another one takes its node (ms). */
const TTL = 2_000;
const RENEW_EVERY = 500;
const ASK_EVERY = 250;
/** What is on its way when a lease ends must have arrived before the next process begins (ms). */
const MARGIN = 200;
/** A Redis that has forgotten who owns the node is told so by a living owner long before (ms). */
const FORGOTTEN_FOR = 1_000;
/** With Redis away nobody says who owns the node; who never heard of an owner takes it then (ms). */
const AWAY_FOR = 5_000;

/**
 * Takes or renews; 1: it is ours. KEYS: the lease, its last owner. ARGV: our token, ms, and whose it may have been last:
 * `renew` ours or nobody's, `take` anybody's but known, `force` anybody's.
 */
const ASK = `
local holder = redis.call('get', KEYS[1])
if holder and holder ~= ARGV[1] then return 'held' end
local owner = redis.call('get', KEYS[2])
if not holder and ARGV[3] == 'renew' and owner and owner ~= ARGV[1] then return 'held' end
if not holder and ARGV[3] == 'take' and not owner then return 'forgotten' end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('set', KEYS[2], ARGV[1])
return 'ours'`;

const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end`;

type Answer = 'ours' | 'held' | 'forgotten' | 'away';

interface Events {
  /** After a doubt: it is ours as before. */
  sure: [];
  /** Another process has it, for good. */
  lost: [];
}

/**
 * Which process steers the calls of an Asterisk: one at a time. It renews its lease in Redis; silent for 2 s it loses
 * the node to a process that waits for it. A process that was stopped and comes back finds its time run out by its own
 * clock, and does nothing before it has asked again. What it writes of calls carries its token, and counts only while
 * it is the last owner. With Redis away Asterisk vouches: it tells a connection that another one has taken its place.
 */
@Injectable()
export class NodeLease extends EventEmitter<Events> {
  /** Fences what is written: see RedisCallStates. */
  readonly token = randomUUID();
  readonly ownerKey: string;
  private readonly leaseKey: string;
  private readonly log = new Logger('NodeLease');
  private sureUntil = -Infinity;
  private heldSince: number | null = null;
  private isForced = false;
  private isOver = false;
  private onTaken: () => void = () => {};
  /** Resolves when the node is ours. */
  readonly taken = new Promise<void>((resolve) => (this.onTaken = resolve));
  private doubt: Promise<void> | null = null;
  isTaken = false;

  constructor(
    private readonly redis: RedisConnection,
    { ari }: Config,
  ) {
    super();
    this.leaseKey = `lease:${ari.url}`;
    this.ownerKey = `owner:${ari.url}`;
  }

  /** Another process is alive and has the node; we wait for it to go. */
  get isStandby(): boolean {
    return !this.isTaken && this.heldSince !== null && performance.now() - this.heldSince > TTL;
  }

  get isSure(): boolean {
    return performance.now() < this.sureUntil;
  }

  /** Resolves when it is certain again that the node is ours. Rejects when it is not. */
  sure(): Promise<void> {
    if (this.isSure) return Promise.resolve();
    if (this.isOver) return Promise.reject(new Error('another process steers the calls of this Asterisk'));
    this.doubt ??= this.resolved();
    return this.doubt;
  }

  /** Waits for the node, however long, and keeps it from then on. */
  async take(vouch: () => Promise<boolean>): Promise<void> {
    const began = performance.now();
    let forgottenSince: number | null = null;
    while (!this.isOver && !this.isTaken) {
      const asked = performance.now();
      const isForgotten = forgottenSince !== null && asked - forgottenSince > FORGOTTEN_FOR;
      const answer = await this.ask(isForgotten ? 'force' : 'take');
      if (answer === 'held') this.waitForOwner(asked);
      if (answer === 'forgotten') forgottenSince ??= asked;
      this.isForced = answer === 'away' && this.heldSince === null && asked - began > AWAY_FOR;
      if (answer === 'ours' || this.isForced) this.begin(asked);
      else await wait(ASK_EVERY, undefined, { ref: false });
    }
    void this.keep(vouch);
  }

  /** Asterisk has told that another connection took ours. Whose it is says Redis; without it, the other one's. */
  async contested(): Promise<boolean> {
    const asked = performance.now();
    if ((await this.ask('renew')) !== 'ours') return (this.lose(), false);
    this.extend(asked);
    return true;
  }

  /** The next process need not wait. */
  async release(): Promise<void> {
    this.isOver = true;
    this.sureUntil = -Infinity;
    await this.redis
      .run((client) => client.eval(RELEASE, 1, this.leaseKey, this.token))
      .catch(() => undefined);
  }

  private async keep(vouch: () => Promise<boolean>): Promise<void> {
    while (!this.isOver) {
      const asked = performance.now();
      const answer = await this.ask(this.isForced ? 'force' : 'renew');
      if (this.isOver) return;
      if (answer === 'held') return this.lose();
      if (answer === 'ours') this.isForced = false;
      if (answer === 'ours' || (await vouch())) this.extend(asked);
      await wait(RENEW_EVERY, undefined, { ref: false });
    }
  }

  private async ask(mode: 'take' | 'renew' | 'force'): Promise<Answer> {
    const { leaseKey, ownerKey, token } = this;
    try {
      return (await this.redis.run((client) =>
        client.eval(ASK, 2, leaseKey, ownerKey, token, TTL, mode),
      )) as Answer;
    } catch {
      return 'away';
    }
  }

  private begin(asked: number): void {
    if (this.isOver) return;
    if (this.isStandby) this.log.log('the process that steered the calls is gone: this one does from now on');
    this.isTaken = true;
    this.extend(asked);
    this.onTaken();
  }

  private extend(asked: number): void {
    if (this.isOver) return;
    this.sureUntil = asked + TTL - MARGIN;
    this.emit('sure');
  }

  private waitForOwner(since: number): void {
    const wasStandby = this.isStandby;
    this.heldSince ??= since;
    if (this.isStandby && !wasStandby)
      this.log.log('another process steers the calls of this Asterisk; waiting to take its place');
  }

  private lose(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.sureUntil = -Infinity;
    this.emit('lost');
  }

  /** In this order: who waits goes on one after the other, and nobody overtakes them. */
  private resolved(): Promise<void> {
    const end = new AbortController();
    const { signal } = end;
    const doubt = Promise.race([
      once(this, 'sure', { signal }),
      once(this, 'lost', { signal }).then(() => {
        throw new Error('another process steers the calls of this Asterisk');
      }),
    ]).then(() => end.abort());
    doubt.then(
      () => (this.doubt = null),
      () => (end.abort(), (this.doubt = null)),
    );
    return doubt;
  }
}
