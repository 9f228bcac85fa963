import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { NodeLease } from '../redis/node-lease.js';
import { AmiConnection } from './ami-connection.js';
import { SecurityLog } from './security-log.js';
import { TrunkWatch } from './trunk-watch.js';

/** What Asterisk tells beside calls: who knocked, and how carriers are. Calls do not wait for it. */
@Injectable()
export class ManagerStart implements OnApplicationBootstrap, OnApplicationShutdown {
  private isOver = false;

  constructor(
    private readonly ami: AmiConnection,
    private readonly security: SecurityLog,
    private readonly watch: TrunkWatch,
    private readonly lease: NodeLease,
  ) {}

  /** By the process that steers the calls only: what is told to two is counted twice. */
  onApplicationBootstrap(): void {
    void this.lease.taken.then(() => this.start());
  }

  private start(): void {
    if (this.isOver) return;
    this.ami.on('told', (message) => this.security.take(message));
    this.watch.start();
    this.ami.connect();
  }

  onApplicationShutdown(): void {
    this.isOver = true;
    this.watch.stop();
    this.ami.disconnect();
  }
}
