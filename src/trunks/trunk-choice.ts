import { allows } from '../calling-policy/destination.js';
import type { Trunk } from './trunk.entity.js';

type Choosable = Pick<Trunk, 'id' | 'priority' | 'weight' | 'destinations'>;

/**
 * The trunks that may take a call to `e164`, the first to try first: by priority, and of one priority by lot, where
 * each comes first as often as its weight says. `draw` gives random numbers, 0 to 1.
 */
export function inOrder<T extends Choosable>(
  trunks: T[],
  e164: string,
  without: string[],
  draw: () => number,
): T[] {
  return trunks
    .filter(({ id, destinations }) => !without.includes(id) && allows(destinations, e164))
    .map((trunk) => ({ trunk, lot: draw() ** (1 / trunk.weight) }))
    .sort((a, b) => a.trunk.priority - b.trunk.priority || b.lot - a.lot)
    .map(({ trunk }) => trunk);
}

/** What a carrier is told to display: the call's own number where it allows that, else the first it allows. */
export const presentedBy = ({ presentedNumbers }: Pick<Trunk, 'presentedNumbers'>, own: string): string =>
  presentedNumbers.includes(own) ? own : (presentedNumbers[0] ?? own);
