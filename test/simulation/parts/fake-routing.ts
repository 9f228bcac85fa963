import type { Caller, Entry, NoLineReason, Offer, Target } from '../../../src/call-flow/plan.js';
import { Routing } from '../../../src/call-runtime/ports.js';
import type { Chance } from '../chance.js';
import type { ReservationWatch } from '../promises/reservation-watch.js';
import { entryOf } from '../town/numbers.js';
import { RINGS_ALL, type Professional, type Town } from '../town/town.js';
import type { Desk } from './desk.js';

type Found = { offers: Offer[] } | { reason: NoLineReason; categoryId?: string };

const MOST_AT_ONCE = 3;
const TOO_MANY_ATTEMPTS = 0.01;

/** The town's numbers and people. Reserves as the real one does: all or nobody, in one moment. */
export class FakeRouting extends Routing {
  private offerCount = 0;

  constructor(
    private readonly town: Town,
    private readonly chance: Chance,
    private readonly desk: Desk,
    private readonly watch: ReservationWatch,
    private readonly name: string,
  ) {
    super();
  }

  findNumber(dialled: string, caller: Caller | null): Promise<Entry | undefined> {
    return this.desk.ask(() => entryOf(dialled, caller, this.town, this.chance));
  }

  findLine(
    callId: string,
    target: Target,
    except: string[],
    _now: Date,
    caller: Caller | null,
  ): Promise<Found> {
    return this.desk.ask(() => {
      const found = this.find(target, except, caller);
      if ('offers' in found) this.reserve(callId, found.offers);
      return found;
    });
  }

  /** By the process that has taken over. */
  hold(callId: string, professionalIds: string[]): void {
    for (const id of professionalIds) {
      const one = this.town.of(id);
      if (one?.reservedFor === callId) one.reservedBy = this.name;
    }
  }

  async release(callId: string, professionalIds: string[]): Promise<void> {
    await this.desk.ask(() => undefined).catch(() => undefined);
    for (const id of professionalIds) {
      const one = this.town.of(id);
      if (one?.reservedFor === callId) one.reservedFor = null;
      this.watch.released(callId, id);
    }
  }

  private reserve(callId: string, offers: Offer[]): void {
    for (const { professionalId } of offers)
      Object.assign(this.town.of(professionalId)!, { reservedFor: callId, reservedBy: this.name });
  }

  private find(target: Target, except: string[], caller: Caller | null): Found {
    switch (target.kind) {
      case 'extension':
        if (this.chance.is(TOO_MANY_ATTEMPTS)) return { reason: 'too-many-attempts' };
        return this.findOne(this.town.withExtension(target.extension), except, caller);
      case 'listing':
        return this.findOne(this.town.listedAs(target.listingId), except, caller);
      case 'category':
        return this.findAny(target.categoryId, except, caller);
      case 'last-caller':
        return this.findCaller(this.town.of(target.professionalId));
      case 'session':
        return target.from === 'professional'
          ? this.findCaller(this.town.of(target.sessionId))
          : this.findOne(this.town.of(target.sessionId), except, caller);
      default:
        return target satisfies never;
    }
  }

  private findOne(one: Professional | undefined, except: string[], caller: Caller | null): Found {
    if (!one?.consented) return { reason: 'not-listed' };
    const { categoryId } = one;
    if (!caller && !one.takesWithheld) return { reason: 'number-withheld', categoryId };
    if (one.away || except.includes(one.professionalId)) return { reason: 'not-available', categoryId };
    return one.reservedFor ? { reason: 'busy', categoryId } : { offers: [this.offer(one)] };
  }

  private findAny(categoryId: string, except: string[], caller: Caller | null): Found {
    const free = this.town.professionals.filter(
      (one) => one.categoryId === categoryId && 'offers' in this.findOne(one, except, caller),
    );
    const most = categoryId === RINGS_ALL ? MOST_AT_ONCE : 1;
    const offers = free.slice(0, most).map((one) => this.offer(one));
    return offers.length > 0 ? { offers } : { reason: 'not-available' };
  }

  private findCaller(one: Professional | undefined): Found {
    if (!one || this.chance.is(0.1)) return { reason: 'not-listed' };
    if (one.reservedFor) return { reason: 'busy' };
    const sealed = { keyId: 'key', ciphertext: 'c2VhbGVk' };
    const callee = {
      kind: 'caller',
      sealedTo: 'an earlier call',
      sealed,
      presented: '+12025550100',
    } as const;
    return { offers: [{ ...this.offer(one), acceptance: true, whisper: 'return-whisper', callee }] };
  }

  private offer(one: Professional): Offer {
    const { professionalId, listingId, categoryId, accepts, language, lineId } = one;
    return {
      offerId: `offer-${this.name}-${(this.offerCount += 1)}`,
      professionalId,
      listingId,
      categoryId,
      acceptance: accepts,
      whisper: `text/whisper-${categoryId}`,
      language,
      callee: { kind: 'line', lineId },
    };
  }
}
