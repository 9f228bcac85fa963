import type { DataSourceOptions } from 'typeorm';
import { entities } from './entities.js';
import { FirstTables1767225600000 } from './migrations/1767225600000-first-tables.js';
import { AuditLog1767225600002 } from './migrations/1767225600002-audit-log.js';
import { ConsentOnTheLine1767225600003 } from './migrations/1767225600003-consent-on-the-line.js';
import { SnakeNames } from './snake-names.js';

export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    migrations: [FirstTables1767225600000, AuditLog1767225600002, ConsentOnTheLine1767225600003],
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
