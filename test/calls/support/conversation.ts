import type { Phone } from '../../../scripts/lib/phones/phone.mjs';

/** Two joined phones: each makes a tone of its own and hears the other's. */
export async function talk(one: Phone, other: Phone, low = 700, high = 1200, within?: number): Promise<void> {
  one.say(low);
  other.say(high);
  await Promise.all([one.hearsTone(high, within), other.hearsTone(low, within)]);
  one.hush();
  other.hush();
  await Promise.all([one.hearsSilence(200, within), other.hearsSilence(200, within)]);
}
