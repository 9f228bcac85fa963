import { end } from './ending.js';
import type { CallEvent } from './event.js';
import type { CallingProfessional, ProfessionalChange } from './plan.js';
import { askOwn } from './serving.js';
import type { CallFacts, Changing, OwnMenu } from './state.js';
import { LONGEST_LOOKUP, note, stay, type Step } from './step.js';

export function change(facts: CallFacts, at: number, own: OwnMenu, what: ProfessionalChange): Step {
  const { professionalId } = own.professional;
  return {
    state: { name: 'changing', facts, deadline: at + LONGEST_LOOKUP, own, change: what },
    commands: [{ type: 'change-professional', professionalId, change: what }],
  };
}

export function whenChanging(state: Changing, event: CallEvent): Step {
  switch (event.type) {
    case 'professional-changed':
      return event.change === state.change ? changed(state, event.at) : stay(state);
    case 'professional-not-changed':
      return event.change === state.change ? notChanged(state, event.at) : stay(state);
    case 'deadline-passed':
      return notChanged(state, event.at);
    default:
      return stay(state);
  }
}

function changed({ facts, own, change: what }: Changing, at: number): Step {
  const noted = note(facts, at, 'changed', what);
  if (what === 'withdraw-consent') return end(noted, at, ['professional-withdrawn', 'goodbye'], 'served');
  const professional = changedBy(own.professional, what);
  return askOwn(noted, at, { ...own, professional }, [
    professional.away ? 'professional-away' : 'professional-available',
  ]);
}

export const changedBy = (
  professional: CallingProfessional,
  what: ProfessionalChange,
): CallingProfessional =>
  what === 'withdraw-consent'
    ? { ...professional, consented: false }
    : { ...professional, away: what === 'away' };

const notChanged = ({ facts, own, change: what }: Changing, at: number): Step =>
  askOwn(note(facts, at, 'not-changed', what), at, own, ['professional-not-changed']);
