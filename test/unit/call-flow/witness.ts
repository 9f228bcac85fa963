import type { Command } from '../../../src/call-flow/command.js';
import { lostTrunks } from '../../../src/call-flow/attempts.js';
import type { CallEvent, Whereabouts } from '../../../src/call-flow/event.js';
import type { Offer } from '../../../src/call-flow/plan.js';
import type { CallRecord } from '../../../src/call-flow/record.js';
import type { CallState } from '../../../src/call-flow/state.js';
import type { Step } from '../../../src/call-flow/step.js';
import { isCatalogueName } from '../../../src/prompts/catalogue.js';
import { ConsentWitness } from './consent-witness.js';
import { must } from './must.js';
import { OwnMenuWitness } from './own-menu-witness.js';

/** A state is kept in one ARI message, which may not be longer than 64 KiB. */
const LONGEST_STATE = 40_000;

/** Watches one call from the outside and throws when it breaks a promise. */
export class Witness {
  /** Reserved by routing and not yet given back. */
  private readonly reserved = new Set<string>();
  private readonly everRung = new Set<string>();
  /** Trunks that failed, by offer; of offers that another trunk may try. */
  private readonly mayTryAgain = new Map<string, string[]>();
  /** Offers whose callees have picked up, and are neither joined nor gone. */
  private readonly listening = new Set<string>();
  private speaking: number | null = null;
  private lastSaying = 0;
  private hasAnswered = false;
  private hasHungUp = false;
  private isGone = false;
  private records = 0;
  private readonly others = [new ConsentWitness(), new OwnMenuWitness()];

  see(before: CallState, event: CallEvent, step: Step): void {
    this.others.forEach((witness) => witness.see(before, event, step));
    this.hear(before, event);
    for (const command of step.commands) this.check(before, command, step.state);
    this.compare(before, event, step);
  }

  private hear(before: CallState, event: CallEvent): void {
    if (event.type === 'line-found') event.offers.forEach((offer) => this.reserved.add(offer.professionalId));
    if (event.type === 'callee-left') this.listening.delete(event.offerId);
    if (before.name === 'ringing') this.hearOfTrunks(before, event);
    if (event.type === 'taken-over') this.hearOfTakingOver(before, event.caller);
    if (event.type === 'callee-answered' && before.name !== 'ended') this.listening.add(event.offerId);
    if (event.type === 'caller-hung-up' && before.name !== 'new') this.isGone = true;
    const isSpoken = event.type === 'prompts-finished' || event.type === 'prompts-failed';
    if (isSpoken && event.sayingId === this.speaking) this.speaking = null;
  }

  /** Only a trunk that failed before the phone rang leaves something to be tried. */
  private hearOfTrunks({ rung, facts }: CallState & { name: 'ringing' }, event: CallEvent): void {
    const ended = event.type === 'callee-left' || event.type === 'ringing-ended' ? event : undefined;
    if (!ended) return;
    for (const { offer, phase } of rung) {
      if (ended.type === 'callee-left' ? ended.offerId !== offer.offerId : rung.length > 1) continue;
      if (ended.outcome !== 'trunk-failed' || phase !== 'dialled') this.mayTryAgain.delete(offer.offerId);
      else {
        const trunks = facts.attempts.filter(({ offerId }) => offerId === offer.offerId);
        this.mayTryAgain.set(
          offer.offerId,
          trunks.map(({ trunkId }) => trunkId),
        );
      }
    }
  }

  /** Whom Dial never had, no phone has rung for. A hang-up that was kept may not have been sent. */
  private hearOfTakingOver(before: CallState, caller: Whereabouts): void {
    if (caller === 'gone') this.isGone = true;
    else this.hasHungUp = false;
    if (before.name !== 'ringing' || caller !== 'waiting') return;
    for (const { offer } of before.rung)
      this.mayTryAgain.set(offer.offerId, lostTrunks(before.facts, offer.offerId));
  }

  private checkRing(offers: Offer[], without: string[]): void {
    for (const { offerId, professionalId } of offers) {
      must(this.reserved.has(professionalId), `rings ${professionalId}, who is not reserved`);
      const failed = this.mayTryAgain.get(offerId);
      must(!this.everRung.has(professionalId) || failed !== undefined, `rings ${professionalId} twice`);
      must(
        (failed ?? []).every((trunkId) => without.includes(trunkId)),
        'tries a trunk that failed',
      );
      this.mayTryAgain.delete(offerId);
      this.everRung.add(professionalId);
    }
  }

  private check(before: CallState, command: Command, after: CallState): void {
    must(before.name !== 'ended' || command.type === 'release', `${command.type} after the end`);
    must(this.records === 0 || command.type === 'release', `${command.type} after the record`);
    const isAgain = command.type === 'hang-up' && after.name === 'ended';
    const isAllowed = !this.hasHungUp || AFTER_HANG_UP.has(command.type) || isAgain;
    must(isAllowed, `${command.type} after the hang-up`);
    must(!this.isGone || AFTER_HANG_UP.has(command.type), `${command.type} for nobody`);
    switch (command.type) {
      case 'find-number':
      case 'find-line':
      case 'whisper':
      case 'call-line':
      case 'check-consent-code':
      case 'record-consent':
      case 'begin-consent':
      case 'settle-consent':
      case 'change-professional':
        break;
      case 'answer':
        must(!this.hasAnswered, 'answered twice');
        this.hasAnswered = true;
        break;
      case 'say':
        must(this.speaking === null, 'it talks while it still talks');
        must(command.sayingId > this.lastSaying, 'a saying has the number of another');
        must(command.prompts.length > 0, 'it says nothing');
        command.prompts.forEach((prompt) => must(isKnown(prompt), `nobody knows how to say ${prompt}`));
        this.speaking = this.lastSaying = command.sayingId;
        break;
      case 'stop-saying':
        must(command.sayingId === this.speaking, 'stops what is not said');
        this.speaking = null;
        break;
      case 'ring':
        must(this.speaking === null, 'rings while it talks');
        must(command.offers.length > 0, 'rings nobody');
        this.checkRing(command.offers, command.without);
        break;
      case 'ring-again':
        this.checkRing([command.offer], command.without);
        break;
      case 'accept':
        must(
          before.name === 'ringing' &&
            before.rung.every(
              ({ offer, phase }) => phase !== 'accepted' || offer.offerId === command.offer.offerId,
            ),
          'two are let through',
        );
        break;
      case 'hang-up-callee':
        this.listening.delete(command.offerId);
        break;
      case 'hang-up':
        this.hasHungUp = true;
        break;
      case 'release':
        must(command.professionalIds.length > 0, 'gives nobody back');
        for (const id of command.professionalIds) must(this.reserved.delete(id), `gives ${id} back twice`);
        break;
      case 'write-record':
        this.records += 1;
        must(after.name === 'ended', 'a record before the end');
        checkRecord(command.record);
    }
  }

  private compare(before: CallState, event: CallEvent, { state }: Step): void {
    if (before.name === 'ended') must(state === before, 'the end was not the end');
    must(this.records === (state.name === 'ended' ? 1 : 0), `${this.records} records`);
    must(same([...this.reserved], state.facts.held), 'it does not know whom it holds');
    if (state.name === 'ended') must(this.reserved.size === 0, 'somebody stays reserved');
    if (state.name === 'connected' && state.facts.offer) this.listening.delete(state.facts.offer.offerId);
    if (state.name !== 'ringing') must(this.listening.size === 0, 'a callee listens to nobody');
    must(phases(state).filter((phase) => phase === 'accepted').length <= 1, 'two have accepted');
    if ('deadline' in state) {
      must(Number.isFinite(state.deadline), 'no deadline');
      must(state.deadline > event.at, 'the deadline has passed already');
      must(
        event.type !== 'deadline-passed' || state !== before,
        'a deadline passed, and nothing is waited for',
      );
    }
    // Looked at now and then: it is slow, and grows slowly.
    if (state.facts.timeline.length % 50 === 49) {
      must(JSON.stringify(state).length < LONGEST_STATE, 'more to remember than can be kept');
    }
  }
}

/** What may still be done when the caller is being hung up; once more at the end, when nobody has confirmed it. */
const AFTER_HANG_UP = new Set<Command['type']>([
  // A yes that was said.
  'record-consent',
  'hang-up-callee',
  'release',
  'settle-consent',
  'write-record',
]);

function checkRecord({ outcome, startedAt, answeredAt, connectedAt, endedAt, timeline }: CallRecord): void {
  must((outcome === 'connected') === (connectedAt !== null), `${outcome} is not how it went`);
  const times = [startedAt, answeredAt ?? startedAt, connectedAt ?? answeredAt ?? startedAt, endedAt];
  must(isAscending(times), 'a record that runs backwards');
  must(isAscending(timeline.map(({ at }) => at)), 'a timeline that runs backwards');
  must(!timeline.some(({ detail }) => /\S[:,;]( |$)/.test(detail ?? '')), 'a name that no erasure finds');
  must(timeline.at(-1)?.what === 'ended', 'a timeline without an end');
  must(timeline.filter(({ what }) => what === 'ended').length === 1, 'a timeline with two ends');
}

const isKnown = (prompt: string): boolean => prompt.startsWith('text/') || isCatalogueName(prompt);

const phases = (state: CallState): string[] =>
  state.name === 'ringing' ? state.rung.map(({ phase }) => phase) : [];

const same = (some: string[], others: string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

const isAscending = (times: number[]): boolean => times.every((time, i) => time >= (times[i - 1] ?? 0));
