import type { Chance } from '../chance.js';
import type { CallerLeg } from '../exchange/caller-leg.js';
import type { SimulatedTime } from '../time/simulated-time.js';

const ENDS = { answered: 80, busy: 4, declined: 3, 'no-answer': 5, 'trunk-failed': 8 };
const CAUSES = { busy: 17, declined: 21, 'no-answer': 19, 'trunk-failed': 34 } as const;

/** The owner of a line that is called to ask for consent, and the carrier in between. */
export class OwnerHabits {
  constructor(
    private readonly leg: CallerLeg,
    private readonly time: SimulatedTime,
    private readonly chance: Chance,
  ) {}

  isCalled(): void {
    const end = this.chance.weighed(ENDS);
    const after =
      end === 'trunk-failed' ? this.chance.pick([30, 500, 6_400]) : this.chance.between(200, 30_000);
    this.time.in(after, () => {
      if (this.leg.place !== 'called') return;
      if (end === 'answered') this.leg.pickUp();
      else this.leg.fail(end, CAUSES[end]);
    });
  }
}
