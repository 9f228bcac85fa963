import { Phones } from '../../../scripts/lib/phones/phones.mjs';
import type { WatchList } from '../../privacy/watched.js';

/** Phones whose numbers are looked for wherever they must not be. */
export class WatchedPhones extends Phones {
  watchList: WatchList | undefined;

  override line(number: string, name: string) {
    this.watchList?.add(number, `the line of ${name}`);
    return super.line(number, name);
  }

  override call(number: string, caller: { from?: string; name?: string; by?: string } = {}) {
    const { from = '+12025550120', name = 'the caller' } = caller;
    if (from.startsWith('+')) this.watchList?.add(from, `the number of ${name}`);
    return super.call(number, { ...caller, from, name });
  }
}
