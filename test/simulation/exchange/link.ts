import type { Chance } from '../chance.js';
import type { SimulatedTime } from '../time/simulated-time.js';
import type { Weather } from '../weather.js';
import type { Ear } from './ear.js';

/** Of one channel events arrive in their order; of two, as it happens: Asterisk publishes each channel by itself. */
export interface Channel {
  heardUntil: number;
}

/** `gone`: 404. `refused`: any other status. `unanswered`: nobody knows whether it was done. */
export type Answer = 'done' | 'gone' | 'refused' | 'unanswered';

/** From an event to the socket (ms). */
const JITTER = 20;
const LONGEST_STALL = 900;
const REQUEST_LIMIT = 5_000;
const REQUEST_WAY = 1;

/**
 * The one socket between Asterisk and a service. While it is away, or dead and nobody has noticed, events are lost
 * and nothing is replayed (tried on Asterisk 22); the service compares notes when it is back.
 */
export class Link {
  private service: Ear | null = null;
  /** Of the connection: what was on its way in an older one is lost. */
  private connection = 0;
  private isDead = false;
  private sentUntil = 0;
  private stalled = 0;
  /** Waiting for an answer; told when the socket closes. */
  private readonly open = new Set<(answer: Answer) => void>();

  constructor(
    private readonly time: SimulatedTime,
    private readonly chance: Chance,
    private readonly weather: Weather,
  ) {}

  get isUp(): boolean {
    return this.service !== null && !this.isDead;
  }

  /** Asterisk takes somebody to be there; else Stasis() fails, and the dialplan goes on by itself. */
  get isOpen(): boolean {
    return this.service !== null;
  }

  connect(service: Ear): void {
    this.service = service;
    this.connection += 1;
    this.isDead = false;
  }

  /** From now on nothing gets through; it is noticed when `disconnect` is called. */
  die(): void {
    this.isDead = true;
    this.connection += 1;
  }

  disconnect(): void {
    this.die();
    this.service = null;
    for (const answered of [...this.open]) answered('unanswered');
  }

  tell(channel: Channel, event: (service: Ear) => void): void {
    if (this.isDead || !this.service) return;
    const { connection } = this;
    channel.heardUntil = Math.max(channel.heardUntil, this.time.now + this.chance.between(0, JITTER));
    this.time.at(Math.max(channel.heardUntil, this.stalledUntil()), () => {
      if (connection === this.connection && this.service) event(this.service);
    });
  }

  /** One socket has all events: what holds up one, holds up those behind it. */
  private stalledUntil(): number {
    if (this.chance.is(this.weather.stalls))
      this.stalled = Math.max(this.stalled, this.time.now + this.chance.between(0, LONGEST_STALL));
    return this.stalled;
  }

  /** Requests are carried out in the order sent. False: this one will not be. */
  request(act: () => Answer, answered: (answer: Answer) => void): boolean {
    const settle = this.once(answered);
    if (!this.service) {
      this.time.in(0, () => settle('unanswered'));
      return false;
    }
    const { connection } = this;
    const isUnanswered = this.chance.is(this.weather.unanswered);
    const isRefused = this.chance.is(this.weather.refused);
    const isLost = isUnanswered && this.chance.is(0.5);
    this.sentUntil = Math.max(this.sentUntil, this.time.now + REQUEST_WAY);
    if (isUnanswered || this.isDead) this.time.in(REQUEST_LIMIT, () => settle('unanswered'));
    this.time.at(this.sentUntil, () => {
      if (connection !== this.connection || this.isDead || isLost) return;
      const answer = isRefused ? 'refused' : act();
      if (!isUnanswered) this.time.in(REQUEST_WAY, () => settle(answer));
    });
    return !isUnanswered && !isRefused && !this.isDead;
  }

  private once(answered: (answer: Answer) => void): (answer: Answer) => void {
    const settle = (answer: Answer) => {
      if (this.open.delete(settle)) answered(answer);
    };
    this.open.add(settle);
    return settle;
  }
}
