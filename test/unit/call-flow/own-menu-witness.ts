import type { Command } from '../../../src/call-flow/command.js';
import type { CallEvent } from '../../../src/call-flow/event.js';
import type { Entry } from '../../../src/call-flow/plan.js';
import type { CallRecord } from '../../../src/call-flow/record.js';
import type { CallState } from '../../../src/call-flow/state.js';
import type { Step } from '../../../src/call-flow/step.js';
import { must } from './must.js';

const NEEDED = { away: '2', available: '2', 'withdraw-consent': '99' };

/** Watches that professionals change and reach only what is theirs, and that nobody else does. */
export class OwnMenuWitness {
  private entry: Entry | null = null;
  private hasGoneOn = false;
  private pressed = '';
  private hasRung = false;

  see(before: CallState, event: CallEvent, { state, commands }: Step): void {
    if (event.type === 'number-found' && before.name === 'arriving') this.entry = event.entry;
    if (event.type === 'key-pressed' && before.name === 'serving') this.pressed += event.key;
    if (before.name === 'serving' && state.name === 'choosing') this.hasGoneOn = true;
    for (const command of commands) this.check(command, state);
    if (!this.hasGoneOn) return;
    must(state.facts.kind === 'inbound' && state.facts.self === null, 'a caller who is still a professional');
  }

  private get self() {
    return this.entry?.kind === 'menu' ? this.entry.professional : null;
  }

  private check(command: Command, after: CallState): void {
    if (command.type === 'change-professional') this.checkChange(command);
    if (command.type === 'find-line' && command.target.kind === 'last-caller') {
      must(command.target.professionalId === this.self?.professionalId, 'calls back somebody else’s caller');
      must(this.self.canCallBack && !this.hasGoneOn, 'there was nobody to call back');
    }
    if (command.type === 'ring') this.checkRinging(command);
    if (command.type === 'say') this.checkLanguage(command, after);
    if (command.type === 'write-record') this.checkRecord(command.record);
  }

  private checkChange({ professionalId, change }: Command & { type: 'change-professional' }): void {
    must(professionalId === this.self?.professionalId && !this.hasGoneOn, 'changes somebody else');
    must(this.pressed.replaceAll('#', '').endsWith(NEEDED[change]), `${change} by the wrong key`);
    must(change !== 'withdraw-consent' || this.self.consented, 'withdraws what was never given');
  }

  private checkRinging({ offers, presented }: Command & { type: 'ring' }): void {
    this.hasRung = true;
    const known = offers.map(({ callee }) =>
      callee.kind === 'caller' ? callee.presented : this.entry?.number,
    );
    must(known[0] === presented, 'rings with a number that the callee does not know');
  }

  private checkLanguage({ language, prompts }: Command & { type: 'say' }, { name }: CallState): void {
    if (name === 'serving') must(language === this.self?.language, 'not the language of the professional');
    if (this.hasGoneOn) must(language === this.entry?.language, 'not the language of the number');
    const isOwn = prompts.some((prompt) => prompt.startsWith('professional-'));
    must(!isOwn || (this.self !== null && !this.hasGoneOn), 'a caller hears what is for professionals');
  }

  private checkRecord({ kind, outcome, callerToken, sealedCaller, timeline }: CallRecord): void {
    must(outcome !== 'served' || kind === 'professional', 'served, and not as a professional');
    must(kind !== 'professional' || sealedCaller === null, 'a professional’s own line is kept as a caller');
    must(kind !== 'professional' || callerToken === null, 'a professional’s own line is known by its token');
    const isOwnLine = this.hasGoneOn || this.entry?.isFromOwnLine === true;
    must(!isOwnLine || callerToken === null, 'whose the line is may be guessed');
    const answered = timeline.find(({ what }) => what === 'answered');
    must(!this.hasGoneOn || answered?.detail === undefined, 'the professional is named');
    const mayCallBack = kind === 'inbound' && this.hasRung && !isOwnLine;
    must((sealedCaller !== null) === mayCallBack, 'a caller is kept whom nobody may call back');
  }
}
