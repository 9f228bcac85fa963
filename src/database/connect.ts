import { DataSource } from 'typeorm';
import { alone } from './alone.js';
import { dataSourceOptions } from './data-source.js';

/** A connected database whose tables are up to date. */
export async function connect(url: string): Promise<DataSource> {
  const dataSource = await new DataSource(dataSourceOptions(url)).initialize();
  try {
    await alone(dataSource, () => dataSource.runMigrations({ transaction: 'all' }));
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}
