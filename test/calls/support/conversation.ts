import type { Phone } from '../../../scripts/lib/phones/phone.mjs';

/** Two joined phones: each makes a tone of its own and hears the other's. */
export async function talk(one: Phone, other: Phone, low = 700, high = 1200): Promise<void> {
  one.say(low);
  other.say(high);
  await Promise.all([one.hearsTone(high), other.hearsTone(low)]);
  one.hush();
  other.hush();
  await Promise.all([one.hearsSilence(200), other.hearsSilence(200)]);
}
