import type { Key } from '../../../src/call-flow/event.js';
import type { RingOutcome } from '../../../src/call-flow/plan.js';
import type { Prompt } from '../../../src/call-flow/prompt.js';
import { CallerHabits } from '../people/caller-habits.js';
import { OwnerHabits } from '../people/owner-habits.js';
import type { Around, Arrival } from './asterisk.js';
import { Dial, type DialPlan, type HowOver } from './dial.js';
import type { Answer, Channel } from './link.js';

/** A prompt takes about this long (ms). */
const PROMPT = 1_800;

interface Playing {
  sayingId: number;
  prompts: Prompt[];
  callOff: () => void;
}

/**
 * A caller's channel; or, in a consent call, the line's, which is not there (`none`) until it is called. `called`: it
 * rings. `stasis`: the service speaks. `dial`: the
 * dialplan rings somebody, or the two talk.
 */
export class CallerLeg implements Channel {
  heardUntil = 0;
  place: 'none' | 'called' | 'stasis' | 'dial' | 'gone' = 'none';
  /** With what it last entered the app. */
  entered: 'arrived' | 'rung' | 'line-answered' = 'arrived';
  cameBackWith: HowOver = ['no-answer', 19];
  playing: Playing | null = null;
  dial: Dial | null = null;
  /** By which the service knows it now. */
  callId = '';
  /** Something on the way to it was refused, lost or unanswered: what follows may be late. */
  hasLost = false;
  /** The process that steered it was gone for a while. */
  hasBeenLeft = false;
  pressed = '';
  hasHeard = false;
  private readonly habits: CallerHabits;

  constructor(
    readonly name: string,
    readonly arrival: Arrival,
    private readonly around: Around,
  ) {
    this.habits = new CallerHabits(this, around.time, arrival.chance);
  }

  arrive(): void {
    this.around.asterisk.callers.add(this);
    this.enter();
    this.around.link.tell(this, (service) => service.callArrived(this));
  }

  /** Again by another trunk, where one failed. */
  beCalled(): Answer {
    if (this.place !== 'none' && this.place !== 'gone') return 'refused';
    this.place = 'called';
    this.around.asterisk.callers.add(this);
    new OwnerHabits(this, this.around.time, this.arrival.chance).isCalled();
    return 'done';
  }

  pickUp(): void {
    this.entered = 'line-answered';
    if (!this.around.link.isOpen) return this.leave();
    this.enter();
    this.around.link.tell(this, (service) => service.lineAnswered(this));
  }

  private enter(): void {
    this.place = 'stasis';
    this.around.watch.silent(this);
    this.habits.begin();
  }

  /** A Dial whose callee listens runs in this channel's thread: it is there until that is over. */
  get isThere(): boolean {
    return (this.place !== 'gone' && this.place !== 'none') || (this.dial?.isListenedTo ?? false);
  }

  private get isReachable(): boolean {
    return this.place === 'stasis' || this.place === 'dial';
  }

  get isTroubled(): boolean {
    return this.hasLost || this.hasBeenLeft;
  }

  play(sayingId: number, prompts: Prompt[]): Answer {
    if (!this.isReachable) return 'gone';
    this.around.watch.spokenTo(this);
    if (this.place !== 'stasis' || this.playing) return 'refused';
    this.around.watch.heard(this);
    const { weather, time } = this.around;
    const { chance } = this.arrival;
    const isEndless = chance.is(weather.endless);
    const failed = chance.is(weather.unplayable) ? prompts[0] : undefined;
    const length = failed === undefined ? PROMPT * prompts.length : 5;
    const callOff = time.in(length, () => this.finish(failed, isEndless));
    this.playing = { sayingId, prompts, callOff };
    if (isEndless) this.hasLost = true;
    this.habits.hear(prompts);
    return 'done';
  }

  /** Its end is told all the same. */
  stop(sayingId: number): Answer {
    if (this.playing?.sayingId !== sayingId) return 'gone';
    this.playing.callOff();
    this.finish(undefined, false, true);
    return 'done';
  }

  answer(): Answer {
    return this.isReachable ? 'done' : 'gone';
  }

  ring(plan: DialPlan): Answer {
    if (!this.isReachable) return 'gone';
    if (this.place !== 'stasis') return 'refused';
    if (this.playing) this.stop(this.playing.sayingId);
    this.around.watch.heard(this);
    this.place = 'dial';
    this.dial = new Dial(this, plan, this.around);
    this.dial.begin();
    this.habits.hearRinging();
    return 'done';
  }

  /** Dial is over; the dialplan goes on. */
  comeBack(...how: HowOver): void {
    this.dial = null;
    if (this.place === 'gone') return this.tellGone(16);
    // The dialplan says its apology and hangs up.
    if (!this.around.link.isOpen) return this.leave();
    this.place = 'stasis';
    this.entered = 'rung';
    this.cameBackWith = how;
    this.habits.comeBack();
    this.around.watch.silent(this);
    this.around.link.tell(this, (service) => service.cameBack(this));
  }

  press(key: Key): void {
    if (this.place !== 'stasis' && this.place !== 'dial') return;
    this.pressed += key;
    this.around.watch.stirred(this);
    this.around.link.tell(this, (service) => service.keyPressed(this, key));
  }

  hangUp(cause = 16): Answer {
    if (this.place === 'called') return this.fail('no-answer', cause);
    if (this.place === 'none' || this.place === 'gone') return 'gone';
    this.around.watch.heard(this);
    this.leave();
    this.around.watch.gone(this);
    this.tellGone(cause);
    this.dial?.callerGone();
    return 'done';
  }

  /** The line that was called is not reached. */
  fail(outcome: RingOutcome, cause: number): Answer {
    this.leave();
    this.around.link.tell(this, (service) => service.notReached(this, outcome, cause));
    return 'done';
  }

  private leave(): void {
    this.place = 'gone';
    this.playing?.callOff();
    this.playing = null;
    this.around.asterisk.callers.delete(this);
  }

  /** The request to hang up, the end of Stasis and of the channel each say so. */
  private tellGone(cause: number): void {
    for (let times = this.arrival.chance.between(1, 3); times > 0; times -= 1)
      this.around.link.tell(this, (service) => service.callerGone(this, cause));
  }

  private finish(failed: Prompt | undefined, isUntold: boolean, isStopped = false): void {
    const { sayingId = 0, prompts = [] } = this.playing ?? {};
    this.playing = null;
    this.around.watch.silent(this);
    if (failed === undefined && !isStopped && prompts.some((prompt) => prompt.startsWith('text/question')))
      this.hasHeard = true;
    if (!isUntold) this.around.link.tell(this, (service) => service.said(this, sayingId, failed));
  }
}
