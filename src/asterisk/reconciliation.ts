import type { Logger } from '@nestjs/common';
import type { CallRuntime } from '../call-runtime/call-runtime.js';
import { APP, type AriConnection } from './ari-connection.js';
import type { AriBridge, AriChannel } from './ari-messages.js';
import type { LegBook } from './legs.js';

/**
 * After a connection was (re)made: calls hear what they missed, that their caller is gone or the legs were
 * joined, and channels that wait in our app for nobody are hung up rather than left in silence.
 */
export async function reconcile(
  connection: AriConnection,
  book: LegBook,
  runtime: CallRuntime,
  log: Logger,
): Promise<void> {
  const channels = await connection.request<AriChannel[]>({ method: 'GET', uri: 'channels' });
  const bridges = await connection.request<AriBridge[]>({ method: 'GET', uri: 'bridges' });
  const joined = new Set(bridges.flatMap((bridge) => bridge.channels));
  const there = new Set(channels.map(({ id }) => id));
  for (const { callId, caller } of book.all()) {
    if (!there.has(caller)) runtime.post(callId, { type: 'caller-hung-up', cause: 16 });
    else if (joined.has(caller)) runtime.post(callId, { type: 'legs-joined' });
  }
  const orphans = channels.filter((channel) => isInApp(channel) && !book.ofChannel(channel.id));
  if (orphans.length > 0)
    log.warn({ channels: orphans.length }, 'hanging up callers whose service went away');
  await Promise.allSettled(
    orphans.map(({ id }) =>
      connection.request({ method: 'DELETE', uri: `channels/${id}`, query: { reason_code: '38' } }),
    ),
  );
}

const isInApp = ({ dialplan }: AriChannel): boolean =>
  dialplan?.app_name === 'Stasis' && (dialplan.app_data?.startsWith(`${APP},`) ?? false);
