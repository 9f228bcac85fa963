import { LONGEST_ACCEPTANCE } from '../../../src/call-flow/step.js';
import type { CalleeLeg } from '../exchange/callee-leg.js';
import type { CallerLeg } from '../exchange/caller-leg.js';
import type { SimulatedTime } from '../time/simulated-time.js';
import type { Promises } from './broken.js';
import type { ReservationWatch } from './reservation-watch.js';

/** The longest wait that is meant is 12 s, for a code; a lookup may take 5 s (ms). */
const LONGEST_SILENCE = 17_000;
/** Three tries to ring somebody, each of which asks the database twice. */
const MOST_QUESTIONS = 6;
/** Who is rung for a caller who is gone, or listens to nobody (ms). */
const LONGEST_IN_VAIN = 3_000;
/** Whom nobody steers the dialplan lets go after a minute (ms). */
const LONGEST_GOSUB = 60_000;
/** The same for a call with trouble: a lost command is made up for when its deadline passes, or by the caller (ms). */
const WITH_TROUBLE = 420_000;

/** What happens to legs, seen from the exchange. */
export class LegWatch {
  reservations!: ReservationWatch;
  private readonly silentSince = new Map<CallerLeg, number>();
  /** Phones that rang, by call. */
  private readonly rung = new Map<string, Set<string>>();
  private readonly joinings = new Map<string, number>();
  private readonly goneAt = new Map<CallerLeg, number>();
  private backSince = 0;
  private readonly live = new Set<CalleeLeg>();

  constructor(
    private readonly promises: Promises,
    private readonly time: SimulatedTime,
    /** What an answer of the database takes (ms). */
    private readonly slowness: number,
    /** Its record is written. */
    private readonly isOver: (callId: string) => boolean,
  ) {}

  /** A service is there again: from now on there is somebody to speak. */
  isBack(): void {
    this.backSince = this.time.now;
  }

  joinedAt(callId: string): number | null {
    return this.joinings.get(callId) ?? null;
  }

  isInUse(callId: string, professionalId: string): boolean {
    return [...this.live].some(
      (leg) => leg.isLive && leg.dial.plan.callId === callId && leg.offer.professionalId === professionalId,
    );
  }

  /**
   * How long nobody has been there for whom it could go on (ms); where a command was lost, that is not known. Who
   * hung up unheard is there for Asterisk as long as somebody listens.
   */
  goneFor(caller: CallerLeg): number {
    const goneAt = this.goneAt.get(caller);
    if (goneAt === undefined || caller.hasLost) return 0;
    const ms = this.time.now - Math.max(goneAt, this.backSince);
    return caller.hasBeenLeft ? ms - LONGEST_ACCEPTANCE : ms;
  }

  silent(caller: CallerLeg): void {
    this.silentSince.set(caller, this.time.now);
  }

  /** Who presses keys does not wait for words. */
  stirred(caller: CallerLeg): void {
    if (this.silentSince.has(caller)) this.silentSince.set(caller, this.time.now);
  }

  heard(caller: CallerLeg): void {
    const since = this.silentSince.get(caller);
    this.silentSince.delete(caller);
    if (since === undefined) return;
    const longest = caller.hasLost ? WITH_TROUBLE : this.longestSilence(caller);
    const silence = this.time.now - Math.max(since, this.backSince);
    this.promises.keep(silence <= longest, caller.callId, `the caller heard nothing for ${silence} ms`);
  }

  /** Of an owner who is asked for consent one thing is asked at a time. */
  private longestSilence({ entered }: CallerLeg): number {
    return LONGEST_SILENCE + (entered === 'line-answered' ? 1 : MOST_QUESTIONS) * this.slowness;
  }

  spokenTo(caller: CallerLeg): void {
    // Between keeping the words and stopping those before a process may die: then the two are heard one after the other.
    if (caller.isTroubled) return;
    this.promises.keep(
      caller.place === 'stasis',
      caller.callId,
      'the caller is spoken to while Dial has them',
    );
    this.promises.keep(!caller.playing, caller.callId, 'two things are said to the caller at once');
  }

  dialled(leg: CalleeLeg): void {
    this.isFree(leg);
    this.live.add(leg);
    if (leg.dial.caller.isTroubled) return;
    this.reservations.dialled(leg.dial.plan.callId, leg.offer.professionalId);
  }

  /** Where a call is over for us, as the service ended, its legs may talk on. */
  private isFree({ dial, phone }: CalleeLeg): void {
    const { callId } = dial.plan;
    for (const { phone: used, phase, dial: other } of this.live) {
      if (used !== phone || phase !== 'joined' || other.caller.hasLost) continue;
      this.promises.keep(
        this.isOver(other.plan.callId),
        callId,
        `${phone} is dialled and talks in another call`,
      );
    }
  }

  rang({ dial, phone }: CalleeLeg): void {
    const { callId } = dial.plan;
    const rung = this.rung.get(callId) ?? new Set();
    this.promises.keep(!rung.has(phone), callId, `the phone of ${phone} rang twice`);
    this.rung.set(callId, rung.add(phone));
    this.promises.keep(dial.caller.isThere, callId, `${phone} is rung for nobody`);
  }

  letThrough({ dial, offer, hasPressedYes }: CalleeLeg): void {
    this.promises.keep(
      hasPressedYes || !offer.acceptance,
      dial.plan.callId,
      `${offer.professionalId} is joined without having accepted`,
    );
  }

  joined({ dial }: CalleeLeg): void {
    const { callId } = dial.plan;
    this.promises.keep(dial.caller.isTroubled || !this.joinings.has(callId), callId, 'joined twice');
    this.joinings.set(callId, this.time.now);
  }

  /** Whoever rings or listens for this caller is let go of. */
  gone(caller: CallerLeg): void {
    this.goneAt.set(caller, this.time.now);
    this.soon(caller, () =>
      this.nobodyIsKept((leg) => leg.dial.caller === caller, 'for a caller who is gone'),
    );
  }

  /** Joined legs go on when the service ends. */
  closed(caller: CallerLeg, callId: string): void {
    this.soon(caller, () => {
      this.nobodyIsKept(
        (leg) => leg.dial.plan.callId === callId && leg.phase !== 'joined',
        'for a call that is over',
      );
    });
  }

  over(leg: CalleeLeg): void {
    this.live.delete(leg);
  }

  atEnd(callers: Iterable<CallerLeg>): void {
    for (const { callId } of callers) this.promises.keep(false, callId, 'the caller’s leg never ended');
    this.nobodyIsKept(() => true, 'at the end of everything');
  }

  private soon(caller: CallerLeg, check: () => void): void {
    this.time.in(LONGEST_IN_VAIN, () => {
      if (caller.hasLost) this.time.in(WITH_TROUBLE - LONGEST_IN_VAIN, check);
      else if (caller.hasBeenLeft) this.time.in(LONGEST_GOSUB, check);
      else check();
    });
  }

  private nobodyIsKept(isMeant: (leg: CalleeLeg) => boolean, why: string): void {
    for (const leg of this.live)
      if (isMeant(leg))
        this.promises.keep(false, leg.dial.plan.callId, `${leg.phone} is ${leg.phase} ${why}`);
  }
}
