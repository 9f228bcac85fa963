import { Redis } from 'ioredis';
import { ariOf, type AsteriskName } from '../../../scripts/lib/asterisk-config.mjs';
import type { Place } from '../../../scripts/lib/place.mjs';
import { redisUrl } from '../../../scripts/lib/service-environment.mjs';
import { asteriskCli } from './asterisk-cli.js';

/**
 * What calls may leave behind: channels and bridges of both Asterisks, reservations, what they were doing, records not
 * written, and numbers in Asterisk's memory.
 */
export class ExchangeState {
  private readonly redis: Redis;

  constructor(private readonly place: Place) {
    this.redis = new Redis(redisUrl(place));
  }

  async leftovers(): Promise<Record<string, string[]>> {
    const [channels, bridges, phones, reservations, kept, records, contacts] = await Promise.all([
      this.ask('switchboard', 'channels', 'name'),
      this.ask('switchboard', 'bridges', 'id'),
      this.ask('demo-carrier', 'channels', 'name'),
      this.redis.keys('throughline:{routing}:reserved:*'),
      this.redis.keys('throughline:calls:*'),
      this.redis.keys('throughline:records'),
      asteriskCli(this.place, 'switchboard', 'pjsip show contacts'),
    ]);
    // Opaque addresses are random ids; trunks' and phones' contacts stay.
    const numbers = contacts.match(/Contact: +[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    return { channels, bridges, phones, reservations, kept, records, numbers };
  }

  /** Waits until nothing is left, or says what is. */
  async isClean(within = 10_000): Promise<void> {
    const deadline = Date.now() + within;
    for (;;) {
      const left = Object.entries(await this.leftovers()).filter(([, things]) => things.length > 0);
      if (left.length === 0) return;
      if (Date.now() > deadline) throw new Error(`Left behind: ${JSON.stringify(Object.fromEntries(left))}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async ask(asterisk: AsteriskName, what: string, field: string): Promise<string[]> {
    const { user, password, port } = ariOf(this.place, asterisk);
    const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    const response = await fetch(`http://127.0.0.1:${port}/ari/${what}`, { headers: { authorization } });
    return ((await response.json()) as Record<string, string>[]).map((thing) => thing[field] ?? '?');
  }

  close(): void {
    this.redis.disconnect();
  }
}
