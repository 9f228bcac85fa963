import { DataSource } from 'typeorm';
import { alone } from './alone.js';
import { dataSourceOptions } from './data-source.js';
import { unhurried } from './unhurried.js';

/** A connected database whose tables are up to date. */
export async function connect(url: string): Promise<DataSource> {
  const dataSource = new DataSource(dataSourceOptions(url));
  await migrate(dataSource);
  return dataSource.initialize();
}

/** One that was cut short would be cut short at every start. */
export const migrate = (dataSource: DataSource): Promise<unknown> =>
  alone(dataSource, () => unhurried(dataSource, (own) => own.runMigrations({ transaction: 'all' })));
