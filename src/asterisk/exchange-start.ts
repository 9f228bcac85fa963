import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CallRuntime } from '../call-runtime/call-runtime.js';
import { HealthChecks } from '../health/health-checks.js';
import { NodeLease } from '../redis/node-lease.js';
import { AriConnection } from './ari-connection.js';
import type { AriEvent } from './ari-messages.js';
import { ExchangeEvents } from './exchange-events.js';
import { Facts } from './facts.js';
import { KeptCalls } from './kept-calls.js';
import { LineAddresses } from './line-addresses.js';
import { Reconciliation } from './reconciliation.js';
import { TrunkKeeper } from './trunk-keeper.js';

/** Longer than Asterisk needs to hang up a hundred callers (ms). */
const LONGEST_STOP = 2_000;
/** When what is there could not be compared with what is known (ms). */
const AGAIN_AFTER = 1_000;

/** Joins Asterisk's edge together, and takes calls once everything else has started. */
@Injectable()
export class ExchangeStart implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Asterisk');
  /** Connected, and Asterisk knows the trunks: a call can be taken. */
  private isReady = false;
  /** Everything ends with us (Ctrl-C); else another process is to go on. */
  private isLast = false;

  constructor(
    private readonly connection: AriConnection,
    private readonly events: ExchangeEvents,
    private readonly facts: Facts,
    private readonly kept: KeptCalls,
    private readonly reconciliation: Reconciliation,
    private readonly runtime: CallRuntime,
    private readonly trunks: TrunkKeeper,
    private readonly addresses: LineAddresses,
    private readonly lease: NodeLease,
    health: HealthChecks,
  ) {
    health.add('asterisk', async () => this.isReady || (lease.isStandby && 'standby'));
    process.once('SIGINT', () => (this.isLast = true));
  }

  /** The API is there meanwhile: another process may have the calls for months. */
  onApplicationBootstrap(): void {
    this.facts.readBy((callId, fact) => this.runtime.post(callId, fact));
    this.connection.on('event', (event) => this.hear(event));
    this.connection.on('connected', () => void this.catchUp());
    this.connection.on('disconnected', () => (this.isReady = false));
    this.lease.on('sure', () => this.runtime.resume());
    this.lease.on('lost', () => this.lost());
    void this.lease.taken.then(() => this.takeCalls());
    void this.lease.take(() => this.connection.isAnswered());
  }

  private async takeCalls(): Promise<void> {
    await this.kept.open();
    await this.connection.connect();
  }

  private hear(event: AriEvent): void {
    if (event.type === 'ApplicationReplaced') void this.contested();
    else this.events.take(event);
  }

  private async contested(): Promise<void> {
    if (await this.lease.contested()) this.connection.reconnect();
  }

  /** The calls are another process's: from this step on nothing is done here, and who started us starts us anew. */
  private lost(): void {
    this.isReady = false;
    this.runtime.abandon();
    this.connection.disconnect();
    this.log.error(
      'another process has taken the calls of this Asterisk; this one ends, to be started again',
    );
    process.kill(process.pid, 'SIGTERM');
  }

  /** Before the records' queue is emptied and Redis is let go of. */
  async onModuleDestroy(): Promise<void> {
    this.isReady = false;
    await this.endCalls();
    this.trunks.stop();
    this.connection.disconnect();
    await this.lease.release();
  }

  private async endCalls(): Promise<void> {
    try {
      if (!this.isLast) return await this.runtime.handOver();
    } catch (error) {
      const { message: reason } = error as Error;
      this.log.warn({ reason }, 'calls cannot be left to the next process; they end with this one');
    }
    await this.runtime.stop(LONGEST_STOP);
  }

  private async catchUp(): Promise<void> {
    void this.addresses.clear();
    await this.trunks.refresh();
    await this.compare();
    this.isReady = this.connection.isConnected;
  }

  /** Again and again: calls that were taken over wait for it. */
  private async compare(): Promise<void> {
    try {
      await this.reconciliation.run();
    } catch (error) {
      const { message: reason } = error as Error;
      this.log.error({ reason }, 'the calls on Asterisk could not be compared with those known');
      if (this.connection.isConnected) setTimeout(() => void this.compare(), AGAIN_AFTER).unref();
    }
  }
}
