import { randomUUID } from 'node:crypto';
import type { Logger } from '@nestjs/common';
import type { RingOutcome } from '../call-flow/plan.js';
import type { Callers } from '../callers/callers.js';
import type { CallRuntime } from '../call-runtime/call-runtime.js';
import type { AriConnection } from './ari-connection.js';
import type { AriChannel, AriEvent, AriRequest } from './ari-messages.js';
import { LINE_ANSWERED } from './consent-call.js';
import { translate, type Told } from './event-translation.js';
import { dialEnd, ringOutcome } from './ring-outcome.js';
import type { LegBook, Legs } from './legs.js';
import type { LineDialler } from './line-dialler.js';
import type { Overload } from './overload.js';
import { trunkOf } from './trunk-objects.js';

/** Q.850: congestion, which Asterisk makes a 503. */
const OVERLOADED = 42;

/** The longest number is 15 digits (E.164) with a plus; what is longer is somebody's try. */
const LONGEST_DIALLED = 32;

/** Hears Asterisk: opens a call for every caller, and passes on what becomes of it. */
export class ExchangeEvents {
  constructor(
    private readonly connection: AriConnection,
    private readonly book: LegBook,
    private readonly dialler: LineDialler,
    private readonly callers: Callers,
    private readonly runtime: CallRuntime,
    private readonly overload: Overload,
    private readonly log: Logger,
  ) {}

  /** An event that cannot be dealt with must not take the others down with it. */
  take(event: AriEvent): void {
    try {
      this.handle(event);
    } catch (error) {
      this.log.error(
        { event: event.type, reason: (error as Error).message },
        `the event ${event.type} failed`,
      );
    }
  }

  private handle(event: AriEvent): void {
    if (event.type === 'StasisStart' && event.channel && this.enters(event.channel, event.args ?? [])) return;
    const told = translate(event, this.book);
    if (event.type === 'Dial') this.dialled(event);
    if (!told) return;
    this.hear(told);
    this.runtime.post(told.legs.callId, told.fact);
  }

  /** What a fact means for our own books. */
  private hear({ legs, fact }: Told): void {
    if (fact.type === 'callee-rang') this.dialler.tell(fact.offerId, 'answered');
    // A carrier need not say that it rings (180), and a caller who hangs up ends Dial before it comes back.
    if (fact.type === 'legs-joined') this.tellOfOne(legs, 'answered');
    if (fact.type === 'line-answered') {
      legs.isBeingCalled = false;
      this.dialler.tell(legs.callId, 'answered');
    }
    if (fact.type === 'line-not-reached') {
      this.dialler.tell(legs.callId, fact.outcome);
      this.dialler.end(legs);
    }
  }

  /** False: it is a caller coming back from the dialplan. */
  private enters(channel: AriChannel, [what, ...args]: string[]): boolean {
    switch (what) {
      case 'arrived':
        this.callArrived(channel, args[0] ?? '', args[1] ?? '');
        return true;
      case 'answered':
        this.calleeAnswered(channel, args[0] ?? '', args[1] ?? '');
        return true;
      case 'rung-of-several':
        this.oneOfSeveralEnded(channel, args);
        return true;
      case LINE_ANSWERED:
        return !this.lineAnswered(channel);
      default:
        return !this.comesBack(channel, args);
    }
  }

  private callArrived(channel: AriChannel, dialled: string, endpoint: string): void {
    const known = this.book.ofChannel(channel.id)?.legs.callId;
    if (!known && this.overload.refuses(this.runtime.count)) return this.hangUp(channel, OVERLOADED);
    const callId = known ?? this.book.open(randomUUID(), channel.id).callId;
    const trunkId = trunkOf(endpoint);
    const caller = this.callers.recognise(channel.caller?.number ?? '', callId, trunkId);
    const arrival = { leg: channel.id, dialled: dialled.slice(0, LONGEST_DIALLED), caller, trunkId };
    // Taken over before it was known where its number leads: the same call.
    if (known) this.runtime.post(callId, { type: 'call-arrived', callId, ...arrival });
    else this.runtime.arrive(callId, arrival);
  }

  /** False: nobody waits for it any more. The fact itself is the translation's. */
  private lineAnswered(channel: AriChannel): boolean {
    const legs = this.book.ofChannel(channel.id)?.legs;
    if (!legs) this.hangUp(channel, 16);
    else this.dialler.forget(legs);
    return legs !== undefined;
  }

  private calleeAnswered(channel: AriChannel, callId: string, offerId: string): void {
    const legs = this.book.ofCall(callId);
    if (!legs) return this.hangUp(channel, 16);
    this.book.addCallee(legs, offerId, channel.id);
    this.dialler.tell(offerId, 'answered');
    this.dialler.forget(legs, offerId);
    this.runtime.post(callId, { type: 'callee-answered', offerId });
  }

  /**
   * The Local channel's own Dial is over. Where the trunk failed, the leg waits: another trunk may be tried. Else its
   * cause goes on to the Dial of the caller.
   */
  private oneOfSeveralEnded(channel: AriChannel, [callId = '', offerId = '', ...how]: string[]): void {
    const end = dialEnd(how);
    const outcome = ringOutcome(end);
    const legs = this.book.ofCall(callId);
    this.dialler.tell(offerId, outcome);
    if (legs) this.dialler.end(legs, offerId);
    if (legs && outcome === 'trunk-failed') this.book.addCallee(legs, offerId, channel.id);
    else this.hangUp(channel, end.cause || 16);
    this.runtime.post(callId, {
      type: 'callee-left',
      offerId,
      outcome: outcome === 'answered' ? 'not-accepted' : outcome,
      cause: end.cause,
    });
  }

  private comesBack(channel: AriChannel, how: string[]): boolean {
    const part = this.book.ofChannel(channel.id);
    if (!part) {
      this.hangUp(channel, 16);
      return false;
    }
    part.legs.isHandedOver = false;
    this.tellOfOne(part.legs, ringOutcome(dialEnd(how)));
    this.dialler.end(part.legs);
    return true;
  }

  /** Of several, each leg tells of its own. */
  private tellOfOne({ offerIds: [only, ...others] }: Legs, outcome: RingOutcome | 'answered'): void {
    if (only !== undefined && others.length === 0) this.dialler.tell(only, outcome);
  }

  /**
   * The INVITE is on its way: its address has done its work. Of several the Local channels are told, not the
   * lines: there it is known when one rings.
   */
  private dialled({ caller, peer, dialstatus }: AriEvent): void {
    const part = this.book.ofChannel((caller ?? peer)?.id);
    const offerId = peer && part?.legs.offerIds.find((id) => peer.name.includes(id));
    if (!part) return;
    if (offerId === undefined) this.dialler.forget(part.legs);
    else if (dialstatus) this.dialler.forget(part.legs, offerId);
  }

  private hangUp(channel: AriChannel, cause: number): void {
    const request: AriRequest = {
      method: 'DELETE',
      uri: `channels/${channel.id}`,
      query: { reason_code: String(cause) },
    };
    this.connection
      .request(request)
      .catch((error: Error) => this.log.debug({ reason: error.message }, 'hang-up'));
  }
}
