import type { Offer } from '../../../src/call-flow/plan.js';
import { CalleeHabits } from '../people/callee-habits.js';
import type { Around } from './asterisk.js';
import type { Dial, HowOver } from './dial.js';
import type { Answer, Channel } from './link.js';

/** `listening`: in the Gosub of Dial, which notices nothing meanwhile. `waiting`: its trunk failed, the others ring. */
type Phase = 'dialled' | 'ringing' | 'listening' | 'waiting' | 'joined' | 'over';

export const phoneOf = ({ callee, professionalId }: Offer): string =>
  callee.kind === 'line' ? professionalId : `the caller of ${professionalId}`;

/** The dialplan's own limit for who listens and is forgotten (ms). */
const LONGEST_GOSUB = 60_000;

/** One professional's phone, or that of a caller who is called back. */
export class CalleeLeg implements Channel {
  heardUntil = 0;
  phase: Phase = 'dialled';
  /** How its own Dial ended, where it waits. */
  overWith: HowOver = ['no-answer', 19];
  hasPressedYes = false;
  readonly phone: string;
  private readonly habits: CalleeHabits;
  private callOffRinging: () => void = () => {};

  constructor(
    readonly dial: Dial,
    readonly offer: Offer,
    private readonly around: Around,
  ) {
    this.phone = phoneOf(offer);
    this.habits = new CalleeHabits(this, around.time, dial.caller.arrival.chance);
  }

  get isLive(): boolean {
    return this.phase !== 'over' && this.phase !== 'waiting';
  }

  /** The INVITE goes out by a trunk. */
  beDialled(trunkId: string): void {
    this.phase = 'dialled';
    this.around.watch.dialled(this);
    if (this.around.asterisk.isBusy(this.phone))
      return void this.around.time.in(40, () => this.end('busy', 17));
    this.around.asterisk.takePhone(this);
    this.callOffRinging = this.around.time.in(this.dial.plan.ringMs, () => this.end('no-answer', 19));
    this.habits.isDialled(trunkId);
  }

  ring(): void {
    if (this.phase !== 'dialled' && this.phase !== 'ringing') return;
    if (this.phase === 'dialled') this.around.watch.rang(this);
    this.phase = 'ringing';
    const { caller } = this.dial;
    this.around.link.tell(caller, (service) => service.calleeRang(caller, this.offer.offerId));
  }

  /** Of one professional who takes calls unasked Dial joins the legs at once. */
  pickUp(): void {
    if (this.phase !== 'ringing' && this.phase !== 'dialled') return;
    this.callOffRinging();
    if (!this.dial.asksFirst(this.offer)) return this.dial.join(this);
    this.phase = 'listening';
    // With nobody there the Gosub ends at once, and Dial with it.
    if (!this.around.link.isOpen) return this.end('answered', 16);
    this.callOffRinging = this.around.time.in(LONGEST_GOSUB, () => this.end('answered', 16));
    this.around.asterisk.callees.add(this);
    this.around.link.tell(this, (service) => service.calleeAnswered(this));
  }

  whisper(): Answer {
    if (this.phase !== 'listening') return 'gone';
    this.habits.hearWhisper();
    return 'done';
  }

  press(key: '1' | '5'): void {
    if (this.phase !== 'listening') return;
    if (key === '1') this.hasPressedYes = true;
    this.around.link.tell(this, (service) => service.calleePressed(this, key));
  }

  letThrough(): Answer {
    if (this.phase !== 'listening') return 'gone';
    this.around.watch.letThrough(this);
    this.around.asterisk.callees.delete(this);
    this.callOffRinging();
    this.dial.join(this);
    return 'done';
  }

  join(): void {
    this.phase = 'joined';
    this.habits.isTalking();
  }

  dialAgain(trunkId: string): Answer {
    if (this.phase !== 'waiting') return 'gone';
    this.around.asterisk.callees.delete(this);
    this.beDialled(trunkId);
    return 'done';
  }

  /** By the service. */
  hangUp(): Answer {
    if (this.phase === 'over') return 'gone';
    this.end('answered', 16);
    return 'done';
  }

  end(...how: HowOver): void {
    if (this.phase === 'over' || this.phase === 'waiting') return this.leave();
    const was = this.phase;
    this.leave();
    this.dial.legOver(this, was, how);
  }

  /** One of several whose trunk failed: its leg is in our app, and on no phone. */
  wait(...how: HowOver): void {
    this.overWith = how;
    this.phase = 'waiting';
    this.around.watch.over(this);
    this.around.asterisk.callees.add(this);
  }

  /** Over, whoever cares. */
  leave(): void {
    const wasWaiting = this.phase === 'waiting';
    this.callOffRinging();
    this.phase = 'over';
    this.around.asterisk.callees.delete(this);
    this.around.asterisk.freePhone(this);
    this.around.watch.over(this);
    if (wasWaiting) this.dial.legGivenUp();
  }
}
