import type { CallEventType, Key } from '../../../src/call-flow/event.js';
import type { NoLineReason, RingOutcome } from '../../../src/call-flow/plan.js';
import type { CallState } from '../../../src/call-flow/state.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import {
  ARRIVAL,
  againEntry,
  askOf,
  DOCTOR_1,
  INSURANCE_1,
  LAST_CALLER,
  lineEntry,
  mandarinMenuEntry,
  menuEntry,
  offerOf,
  offerToCall,
  OTHER_TRUNK,
  ownEntry,
  refusedEntry,
  sessionEntry,
  TRUNK,
} from './cast.js';
import { sayingOf } from './ways.js';

export const KEYS = [...'0123456789*#'] as Key[];
const OUTCOMES: RingOutcome[] = [
  'busy',
  'declined',
  'no-answer',
  'unreachable',
  'not-accepted',
  'trunk-failed',
];
const CHANGES = ['away', 'available', 'withdraw-consent'] as const;
const REASONS: NoLineReason[] = [
  'not-listed',
  'busy',
  'not-available',
  'lookup-failed',
  'number-withheld',
  'too-many-attempts',
];

/** Every event in every guise that matters to a call in `state`; the likely ones and those that should not be. */
export const HAPPENINGS: Record<CallEventType, (state: CallState) => Fact[]> = {
  'call-arrived': () => [{ type: 'call-arrived', callId: 'call', ...ARRIVAL }],
  'consent-call-asked': () => [{ type: 'consent-call-asked', callId: 'call', ask: askOf(DOCTOR_1) }],
  'line-answered': () => [{ type: 'line-answered' }],
  'line-not-reached': () => OUTCOMES.map((outcome) => ({ type: 'line-not-reached', outcome, cause: 17 })),
  'consent-code-checked': () =>
    (['right', 'wrong', 'spent'] as const).map((result) => ({ type: 'consent-code-checked', result })),
  'consent-recorded': () => [{ type: 'consent-recorded' }],
  'consent-not-recorded': () => [{ type: 'consent-not-recorded' }],
  'professional-changed': () => CHANGES.map((change) => ({ type: 'professional-changed', change })),
  'professional-not-changed': () => CHANGES.map((change) => ({ type: 'professional-not-changed', change })),
  'number-found': () =>
    entries.map((entry) => ({
      type: 'number-found',
      entry,
    })),
  'number-unknown': () => [{ type: 'number-unknown' }],
  'number-lookup-failed': () => [{ type: 'number-lookup-failed' }],
  'line-found': ({ facts }) =>
    [
      [fresh(facts.tried, 0)],
      [0, 1, 2].map((i) => fresh(facts.tried, i)),
      facts.tried.map(offerOf),
      [...facts.tried.map(offerOf), fresh(facts.tried, 0)],
      [offerToCall(DOCTOR_1, LAST_CALLER)],
    ].map((offers) => ({ type: 'line-found', offers })),
  'no-line': () =>
    REASONS.flatMap((reason) => [
      { type: 'no-line', reason },
      { type: 'no-line', reason, categoryId: 'insurance' },
    ]),
  'prompts-finished': (state) => sayings(state).map((sayingId) => ({ type: 'prompts-finished', sayingId })),
  'prompts-failed': (state) =>
    sayings(state).map((sayingId) => ({ type: 'prompts-failed', sayingId, prompt: 'greeting' })),
  'key-pressed': () => KEYS.map((key) => ({ type: 'key-pressed', key })),
  'line-dialled': (state) =>
    [...offers(state), 'call'].flatMap((offerId) => [
      { type: 'line-dialled', offerId, trunkId: TRUNK },
      { type: 'line-dialled', offerId, trunkId: OTHER_TRUNK },
    ]),
  'line-not-called': (state) =>
    [...offers(state), 'call'].map((offerId) => ({
      type: 'line-not-called',
      offerId,
      reason: 'not-allowed',
    })),
  'callee-rang': (state) => offers(state).map((offerId) => ({ type: 'callee-rang', offerId })),
  'callee-answered': (state) => offers(state).map((offerId) => ({ type: 'callee-answered', offerId })),
  'callee-key-pressed': (state) =>
    offers(state).flatMap((offerId) => [
      { type: 'callee-key-pressed', offerId, key: '1' },
      { type: 'callee-key-pressed', offerId, key: '5' },
    ]),
  'callee-left': (state) =>
    offers(state).flatMap((offerId) =>
      OUTCOMES.map((outcome) => ({ type: 'callee-left', offerId, outcome, cause: 16 })),
    ),
  'legs-joined': () => [{ type: 'legs-joined' }],
  'ringing-ended': () =>
    [...OUTCOMES, 'answered' as const].map((outcome) => ({ type: 'ringing-ended', outcome, cause: 17 })),
  'caller-hung-up': () => [{ type: 'caller-hung-up', cause: 16 }],
  'hang-up-requested': () => [{ type: 'hang-up-requested' }],
  'service-stopping': () => [{ type: 'service-stopping' }],
  'command-failed': () =>
    ['ring', 'answer', 'accept', 'whisper', 'hang-up', 'save'].map((command) => ({
      type: 'command-failed',
      command,
      reason: 'Internal Server Error',
    })),
  'taken-over': () =>
    (['waiting', 'handed-over', 'joined', 'gone'] as const).map((caller) => ({ type: 'taken-over', caller })),
  'deadline-passed': () => [{ type: 'deadline-passed' }],
};

const emptyMenu = { ...menuEntry, menu: { ...menuEntry.menu, choices: [] } };

const entries = [
  menuEntry,
  mandarinMenuEntry,
  emptyMenu,
  lineEntry(INSURANCE_1),
  againEntry(INSURANCE_1),
  ownEntry(DOCTOR_1),
  ownEntry(DOCTOR_1, { language: 'zh', away: true, missed: 12, canCallBack: false, consented: false }),
  sessionEntry('caller'),
  sessionEntry('professional'),
  refusedEntry,
];

const fresh = (tried: string[], i: number) => offerOf(`professional ${tried.length + i}`);

const sayings = (state: CallState): number[] => [sayingOf(state), 999];

const offers = (state: CallState): string[] => [
  ...(state.name === 'ringing' ? state.rung.map(({ offer }) => offer.offerId) : []),
  'offer-of-nobody',
];
