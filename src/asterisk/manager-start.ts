import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AmiConnection } from './ami-connection.js';
import { SecurityLog } from './security-log.js';
import { TrunkWatch } from './trunk-watch.js';

/** What Asterisk tells beside calls: who knocked, and how carriers are. Calls do not wait for it. */
@Injectable()
export class ManagerStart implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly ami: AmiConnection,
    private readonly security: SecurityLog,
    private readonly watch: TrunkWatch,
  ) {}

  onApplicationBootstrap(): void {
    this.ami.on('told', (message) => this.security.take(message));
    this.watch.start();
    this.ami.connect();
  }

  onApplicationShutdown(): void {
    this.watch.stop();
    this.ami.disconnect();
  }
}
