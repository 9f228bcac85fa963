import { DataSource } from 'typeorm';

/**
 * Runs `work` on connections of its own, for what may take longer than a call can wait: each statement `statementMs`
 * milliseconds, or as long as it likes where none are given. The driver never gives up before the server does, so
 * that no connection is left within a transaction.
 */
export async function unhurried<T>(
  { options, subscribers }: DataSource,
  work: (own: DataSource) => Promise<T>,
  statementMs = 0,
): Promise<T> {
  // Nothing else would notice a server that is gone.
  const extra = { statement_timeout: statementMs, keepAlive: true };
  const own = await new DataSource({ ...options, extra }).initialize();
  own.subscribers.push(...(subscribers ?? []));
  try {
    return await work(own);
  } finally {
    await own.destroy();
  }
}
