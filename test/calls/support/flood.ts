import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from '../../../scripts/lib/place.mjs';
import type { Mutations } from './mutations.js';

/** Messages sent together, and how long until the next (ms): about 600 a second. */
const TOGETHER = 6;
const EVERY = 10;

/**
 * Sends as many spoilt messages, by UDP and every fourth by TCP; resolves with the statuses that came back, how often
 * each.
 */
export async function flood(
  { sipAddress, sipPort }: Place,
  address: string,
  mutations: Mutations,
  count: number,
): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  const hear = (bytes: Buffer) => {
    for (const [, status] of bytes.toString('latin1').matchAll(/^SIP\/2\.0 (\d{3})/gm))
      statuses.set(Number(status), (statuses.get(Number(status)) ?? 0) + 1);
  };
  const udp = createSocket('udp4').on('message', hear);
  udp.bind(0, address);
  await once(udp, 'listening');
  const contact = `${address}:${udp.address().port}`;
  let tcp: Socket | undefined;
  for (let sent = 0; sent < count; sent++) {
    if (sent % TOGETHER === 0) await pause(EVERY);
    if (sent % 4 !== 0) {
      udp.send(mutations.next(contact, 'UDP'), sipPort, sipAddress);
      continue;
    }
    // A stream that was spoilt is of no use to the next message.
    if (!tcp?.writable || sent % 20 === 0) {
      tcp?.destroy();
      tcp = connect({ port: sipPort, host: sipAddress, localAddress: address })
        .on('error', () => undefined)
        .on('data', hear);
    }
    tcp.write(mutations.next(contact, 'TCP'));
  }
  await pause(EVERY);
  tcp?.destroy();
  udp.close();
  return statuses;
}
