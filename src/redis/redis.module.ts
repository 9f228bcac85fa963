import { Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { HealthChecks } from '../health/health-checks.js';
import { CallStates } from '../call-runtime/ports.js';
import { AddressList } from './address-list.js';
import { RedisCallStates } from './call-states.js';
import { NodeLease } from './node-lease.js';
import { RecordOutbox } from './record-outbox.js';
import { RedisConnection } from './redis-connection.js';

const connection = {
  provide: RedisConnection,
  inject: [Config],
  useFactory: ({ redisUrl }: Config) => new RedisConnection(redisUrl),
};

@Module({
  providers: [
    AddressList,
    NodeLease,
    RecordOutbox,
    connection,
    { provide: CallStates, useClass: RedisCallStates },
  ],
  exports: [AddressList, NodeLease, RecordOutbox, RedisConnection, CallStates],
})
export class RedisModule implements OnModuleInit {
  constructor(
    private readonly redis: RedisConnection,
    private readonly health: HealthChecks,
  ) {}

  onModuleInit(): void {
    this.health.add('redis', () => this.redis.isAnswering());
  }
}
