import type { Chance } from '../chance.js';
import type { CalleeLeg } from '../exchange/callee-leg.js';
import type { SimulatedTime } from '../time/simulated-time.js';

/** What comes of an INVITE. */
const ENDS = { rings: 80, busy: 5, declined: 4, unreachable: 3, 'trunk-failed': 8 };
const CAUSES = { busy: 17, declined: 21, unreachable: 1, 'trunk-failed': 34 } as const;
const RINGING_ENDS = { answered: 70, 'no-answer': 15, declined: 8, 'trunk-failed': 3, 'left to ring': 4 };
const WHISPER_ENDS = { yes: 75, 'another key first': 6, nothing: 6, 'hung up': 8, late: 5 };

/** The carrier does not answer at all: SIP's timer B (ms). */
const TIMER_B = 6_400;

/** Who, or what, is at the other end: a carrier with its moods, and a professional with theirs. */
export class CalleeHabits {
  constructor(
    private readonly leg: CalleeLeg,
    private readonly time: SimulatedTime,
    private readonly chance: Chance,
  ) {}

  isDialled(_trunkId: string): void {
    const end = this.chance.weighed(ENDS);
    const isSilent = end === 'trunk-failed' && this.chance.is(0.3);
    this.soon(isSilent ? TIMER_B : this.chance.between(20, 600), () => {
      if (this.leg.phase !== 'dialled') return;
      if (end === 'rings') this.rings();
      else this.leg.end(end, CAUSES[end]);
    });
  }

  hearWhisper(): void {
    const end = this.chance.weighed(WHISPER_ENDS);
    const after = this.chance.between(200, 12_000);
    if (end === 'yes') this.soon(after, () => this.leg.press('1'));
    if (end === 'another key first') {
      this.soon(after, () => this.leg.press('5'));
      this.soon(after + 900, () => this.leg.press('1'));
    }
    if (end === 'hung up') this.soon(after, () => this.hangUpIf('listening'));
    if (end === 'late') this.soon(this.chance.between(19_500, 21_000), () => this.leg.press('1'));
  }

  isTalking(): void {
    const talk = this.chance.is(0.04) ? 700_000 : this.chance.between(100, 120_000);
    this.soon(talk, () => this.hangUpIf('joined'));
  }

  /** Carriers say again and again that it rings. */
  private rings(): void {
    this.leg.ring();
    if (this.chance.is(0.2)) this.soon(800, () => this.leg.ring());
    const end = this.chance.weighed(RINGING_ENDS);
    if (end === 'left to ring') return;
    this.soon(this.chance.between(300, 26_000), () => {
      if (this.leg.phase !== 'ringing') return;
      if (end === 'answered') this.leg.pickUp();
      else this.leg.end(end, end === 'no-answer' ? 19 : CAUSES[end]);
    });
  }

  private hangUpIf(phase: CalleeLeg['phase']): void {
    if (this.leg.phase === phase) this.leg.end('answered', 16);
  }

  private soon(ms: number, task: () => void): void {
    this.time.in(ms, task);
  }
}
