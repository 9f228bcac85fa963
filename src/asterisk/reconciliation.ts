import type { Whereabouts } from '../call-flow/event.js';
import type { CallRuntime } from '../call-runtime/call-runtime.js';
import { APP, type AriConnection } from './ari-connection.js';
import { AriError, type AriBridge, type AriChannel } from './ari-messages.js';
import { LINE_ANSWERED } from './consent-call.js';
import type { ExchangeEvents } from './exchange-events.js';
import { follow } from './hand-over.js';
import type { LegBook, Legs } from './legs.js';
import { sayingOf } from './speech.js';

/**
 * After a connection was (re)made: what Asterisk said meanwhile is made up for. Calls hear that their caller is
 * gone, that the legs were joined, that a prompt is over. A channel that entered our app unheard enters it now:
 * a caller is greeted, one who comes back from Dial goes on, and what belongs to no call is hung up rather than
 * left in silence.
 */
export class Reconciliation {
  constructor(
    private readonly connection: AriConnection,
    private readonly book: LegBook,
    private readonly events: ExchangeEvents,
    private readonly runtime: CallRuntime,
  ) {}

  /** Rejects when Asterisk cannot be asked. */
  async run(): Promise<void> {
    await this.followAgain();
    // In this order: who leaves a bridge in between is found where they went.
    const bridges = await this.connection.request<AriBridge[]>({ method: 'GET', uri: 'bridges' });
    const channels = await this.connection.request<AriChannel[]>({ method: 'GET', uri: 'channels' });
    const joined = new Set(bridges.flatMap((bridge) => bridge.channels));
    const there = new Map(channels.map((channel) => [channel.id, channel]));
    for (const legs of this.book.all()) this.tell(legs, whereabouts(legs, there.get(legs.caller), joined));
    for (const channel of channels) this.enterUnheard(channel);
    await Promise.all(this.book.all().map((legs) => this.endSaying(legs)));
  }

  /** Its ringing may have gone unheard: nobody's phone rings twice, so no other trunk is tried. */
  private mayHaveRung({ callId, isHandedOver, offerIds }: Legs): void {
    if (!isHandedOver) return;
    for (const offerId of offerIds) this.runtime.post(callId, { type: 'callee-rang', offerId });
  }

  /** What the process that is gone had asked to hear of. Before anything is looked at, lest something is missed. */
  private async followAgain(): Promise<void> {
    const left = this.book.all().filter(({ isTakenOver, isHandedOver }) => isTakenOver && isHandedOver);
    // Those that are not there any more are told of below.
    await Promise.allSettled(left.map(({ caller }) => this.connection.request(follow(caller))));
  }

  private tell(legs: Legs, caller: Whereabouts): void {
    const { callId, isTakenOver } = legs;
    if (caller === 'handed-over' || !isTakenOver) this.mayHaveRung(legs);
    legs.isTakenOver = false;
    if (isTakenOver && caller === 'waiting') legs.isHandedOver = false;
    if (isTakenOver) this.runtime.post(callId, { type: 'taken-over', caller });
    else if (caller === 'gone') this.runtime.post(callId, { type: 'caller-hung-up', cause: 16 });
    else if (caller === 'joined') this.runtime.post(callId, { type: 'legs-joined' });
  }

  private enterUnheard(channel: AriChannel): void {
    const args = appArguments(channel);
    const part = this.book.ofChannel(channel.id);
    if (!args || (part && !this.awaits(part.legs, args[0]))) return;
    this.events.take({ type: 'StasisStart', channel, args });
  }

  /** Its next entry into the app is the one that was missed; or the first, of a call that was taken over at once. */
  private awaits({ callId, isHandedOver, isBeingCalled }: Legs, what = ''): boolean {
    if (what === 'arrived') return this.runtime.stateOf(callId)?.name === 'arriving';
    return (isHandedOver && what === 'rung') || (isBeingCalled && what === LINE_ANSWERED);
  }

  private async endSaying({ callId }: Legs): Promise<void> {
    const state = this.runtime.stateOf(callId);
    if (!state || !('saying' in state) || state.saying === null) return;
    const sayingId = state.saying;
    await this.connection.request(sayingOf(callId, sayingId)).catch((error: unknown) => {
      if (!(error instanceof AriError && error.isGone)) throw error;
      this.runtime.post(callId, { type: 'prompts-finished', sayingId });
    });
  }
}

/** Who has come back from Dial unheard is still Dial's: its coming back is told next. */
function whereabouts(legs: Legs, caller: AriChannel | undefined, joined: Set<string>): Whereabouts {
  if (!caller) return 'gone';
  const [what] = appArguments(caller) ?? [];
  if (what === undefined && joined.has(caller.id)) return 'joined';
  const comesBack = (legs.isHandedOver && what === 'rung') || (legs.isBeingCalled && what === LINE_ANSWERED);
  return what === undefined || comesBack ? 'handed-over' : 'waiting';
}

/** With what a channel entered our app; undefined when it is not in there. */
function appArguments({ dialplan }: AriChannel): string[] | undefined {
  const [app, ...args] = dialplan?.app_data?.split(',') ?? [];
  return dialplan?.app_name === 'Stasis' && app === APP ? args : undefined;
}
