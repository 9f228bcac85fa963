import type { DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { migrations } from './migrations.js';
import { SnakeNames } from './snake-names.js';

export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    migrations,
    namingStrategy: new SnakeNames(),
    // Tables change by migrations only, never by comparing them with the code.
    synchronize: false,
    // TypeORM's log prints the values of a query.
    logging: false,
    applicationName: 'throughline',
    // A dead server must not hold up a call or a boot for minutes.
    connectTimeoutMS: 3000,
    extra: { statement_timeout: 10_000, query_timeout: 12_000 },
  };
}
