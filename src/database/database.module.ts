import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { HealthChecks } from '../health/health-checks.js';
import { connect } from './connect.js';
import { dataSourceOptions } from './data-source.js';

const connection = TypeOrmModule.forRootAsync({
  inject: [Config],
  useFactory: ({ databaseUrl }: Config) => ({
    ...dataSourceOptions(databaseUrl),
    // A database that starts beside the service may take some seconds; a migration that fails, fails.
    retryAttempts: 10,
    retryDelay: 1000,
    toRetry: (error: unknown) =>
      error instanceof Error && 'code' in error && /^(ECONN|57P03)/.test(String(error.code)),
  }),
  dataSourceFactory: (options) => connect((options as { url: string }).url),
});

@Module({ imports: [connection] })
export class DatabaseModule implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly health: HealthChecks,
  ) {}

  onModuleInit(): void {
    this.health.add('postgres', () => this.dataSource.query('SELECT 1'));
  }
}
