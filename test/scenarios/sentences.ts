import type { Key, Whereabouts } from '../../src/call-flow/event.js';
import type {
  CallingProfessional,
  NoLineReason,
  NotCalled,
  ProfessionalChange,
  RingOutcome,
} from '../../src/call-flow/plan.js';
import type { Fact } from '../../src/call-runtime/ports.js';
import {
  againEntry,
  askOf,
  extensionOf,
  LAST_CALLER,
  lineEntry,
  mandarinMenuEntry,
  menuEntry,
  offerOf,
  offerToCall,
  OTHER_PARTY,
  ownEntry,
  refusedEntry,
  sessionEntry,
  wordedMenuEntry,
} from '../unit/call-flow/cast.js';
import { sayingOf } from '../unit/call-flow/ways.js';
import type { Stage } from './stage.js';

type Play = (stage: Stage, ...words: string[]) => void;

const ONE = `(?:(?:insurance|doctor|lawyer) \\d|${LAST_CALLER}|${OTHER_PARTY})`;
const NAME = `(${ONE})`;
const NAMES = `(${ONE}(?:, ${ONE})*)`;

/** Between one key and the next when a caller types. */
const TYPING_MS = 300;

/** What can happen in a story, in the words in which it is written. */
const SENTENCES: [string, Play][] = [
  // The caller.
  ['a caller dials (\\+?\\d+)', (stage, number = '') => stage.arrive(number)],
  ['the caller presses ((?:[0-9*#] ?)+)', (stage, keys = '') => press(stage, keys)],
  [`the caller dials ${NAME}'s extension`, (stage, name = '') => press(stage, extensionOf(name))],
  [`the caller dials ${NAME}'s extension and #`, (stage, name = '') => press(stage, `${extensionOf(name)}#`)],
  // Whoever is spoken to is the call's caller, whichever way round the call was made.
  ['the (?:owner|professional) presses ((?:[0-9*#] ?)+)', (stage, keys = '') => press(stage, keys)],
  [
    'the (?:caller|owner|professional) hangs up',
    (stage) => stage.happen({ type: 'caller-hung-up', cause: 16 }),
  ],
  // The answer to our own hang-up.
  ['the line is down', (stage) => stage.happen({ type: 'caller-hung-up', cause: 16 })],
  ['(\\d+) s pass|(\\d+) s of silence', (stage, ...amounts) => stage.pass(1000 * number(amounts))],
  ['(\\d+) ms pass', (stage, ms = '') => stage.pass(Number(ms))],
  ['(\\d+) min pass', (stage, minutes = '') => stage.pass(60_000 * Number(minutes))],

  // Where the number leads.
  ['it leads to the menu', (stage) => stage.happen({ type: 'number-found', entry: menuEntry })],
  [
    'it leads to the menu with words of its own',
    (stage) => stage.happen({ type: 'number-found', entry: wordedMenuEntry }),
  ],
  [
    'it leads to the Mandarin menu',
    (stage) => stage.happen({ type: 'number-found', entry: mandarinMenuEntry }),
  ],
  [
    `it leads to ${NAME}`,
    (stage, name = '') => stage.happen({ type: 'number-found', entry: lineEntry(name) }),
  ],
  [
    `it leads to the menu, and lately to ${NAME}`,
    (stage, name = '') => stage.happen({ type: 'number-found', entry: againEntry(name) }),
  ],
  [`it leads to the own menu of ${NAME}(?:: (.*))?`, ownMenu],
  [
    'it leads to a session, called by the (caller|professional)',
    (stage, from) =>
      stage.happen({ type: 'number-found', entry: sessionEntry(from as 'caller' | 'professional') }),
  ],
  ['this caller is refused', (stage) => stage.happen({ type: 'number-found', entry: refusedEntry })],
  ['nobody has this number', (stage) => stage.happen({ type: 'number-unknown' })],
  ['nobody can say where it leads', (stage) => stage.happen({ type: 'number-lookup-failed' })],

  // Who steers.
  [
    'another process takes over, the caller being (waiting|handed-over|joined|gone)',
    (stage, caller) => stage.happen({ type: 'taken-over', caller: caller as Whereabouts }),
  ],

  // What is said.
  [
    'it has been said',
    (stage) => stage.happen({ type: 'prompts-finished', sayingId: sayingOf(stage.state) }),
  ],
  [
    'what was said before that has ended',
    (stage) => stage.happen({ type: 'prompts-finished', sayingId: sayingOf(stage.state) - 1 }),
  ],
  [
    'there is no file of (\\S+)',
    (stage, prompt = '') => stage.happen({ type: 'prompts-failed', sayingId: sayingOf(stage.state), prompt }),
  ],

  // Who may be rung.
  [
    `${NAMES} (?:is|are) free`,
    (stage, names = '') => stage.happen({ type: 'line-found', offers: offers(names) }),
  ],
  [
    `(${LAST_CALLER}|${OTHER_PARTY}) of ${NAME} is free`,
    (stage, whom, name = '') =>
      stage.happen({ type: 'line-found', offers: [offerToCall(name, whom as typeof LAST_CALLER)] }),
  ],
  ['nobody is found: ([a-z-]+)(?: \\(([a-z]+)\\))?', nobodyFound],

  // The professionals.
  [
    `${NAME} is dialled by (trunk|other trunk)`,
    (stage, name = '', trunkId = '') => stage.happen({ ...of(name, 'line-dialled'), trunkId }),
  ],
  [
    `${NAME} is not called: ([a-z-]+)`,
    (stage, name = '', reason) =>
      stage.happen({ ...of(name, 'line-not-called'), reason: reason as NotCalled }),
  ],
  [
    'the line is not called: ([a-z-]+)',
    (stage, reason) =>
      stage.happen({ type: 'line-not-called', offerId: 'call', reason: reason as NotCalled }),
  ],
  [
    'the line is dialled by (trunk|other trunk)',
    (stage, trunkId = '') => stage.happen({ type: 'line-dialled', offerId: 'call', trunkId }),
  ],
  [`${NAME}'s phone rings`, (stage, name = '') => stage.happen(of(name, 'callee-rang'))],
  [`${NAME} picks up`, (stage, name = '') => stage.happen(of(name, 'callee-answered'))],
  [
    `${NAME} presses ([0-9*#])`,
    (stage, name = '', key) => stage.happen({ ...of(name, 'callee-key-pressed'), key: key as Key }),
  ],
  [
    `${NAME} is gone: ([a-z-]+) \\((\\d+)\\)`,
    (stage, name = '', outcome, cause) =>
      stage.happen({ ...of(name, 'callee-left'), outcome: outcome as RingOutcome, cause: Number(cause) }),
  ],
  ['they talk', (stage) => stage.happen({ type: 'legs-joined' })],
  [
    'Dial comes back: ([a-z-]+) \\((\\d+)\\)',
    (stage, outcome, cause) =>
      stage.happen({ type: 'ringing-ended', outcome: outcome as RingOutcome, cause: Number(cause) }),
  ],
  [
    'nobody could be rung',
    (stage) => stage.happen({ type: 'command-failed', command: 'ring', reason: 'Internal Server Error' }),
  ],

  // A line is called for its owner's consent.
  [`the line of ${NAME} is to be asked for consent`, (stage, name = '') => stage.ask(askOf(name))],
  [
    `the line of ${NAME} is to be asked for consent in Mandarin`,
    (stage, name = '') => stage.ask({ ...askOf(name), language: 'zh' }),
  ],
  ['the owner picks up', (stage) => stage.happen({ type: 'line-answered' })],
  [
    'the line is not reached: ([a-z-]+) \\((\\d+)\\)',
    (stage, outcome, cause) =>
      stage.happen({
        type: 'line-not-reached',
        outcome: outcome as RingOutcome,
        cause: Number(cause),
      }),
  ],
  [
    'the line cannot be called',
    (stage) => stage.happen({ type: 'command-failed', command: 'call-line', reason: 'Bad Gateway' }),
  ],
  [
    'the code is (right|wrong|spent)',
    (stage, result) =>
      stage.happen({ type: 'consent-code-checked', result: result as 'right' | 'wrong' | 'spent' }),
  ],
  ['the consent is recorded', (stage) => stage.happen({ type: 'consent-recorded' })],
  [
    'the (?:consent cannot be recorded|code cannot be checked)',
    (stage) => stage.happen({ type: 'consent-not-recorded' }),
  ],

  // What a professional changes.
  [
    'the professional is (away|available)',
    (stage, change) => stage.happen({ type: 'professional-changed', change: change as ProfessionalChange }),
  ],
  [
    'the consent is withdrawn',
    (stage) => stage.happen({ type: 'professional-changed', change: 'withdraw-consent' }),
  ],
  [
    '(away|available|withdraw-consent) cannot be written',
    (stage, change) =>
      stage.happen({ type: 'professional-not-changed', change: change as ProfessionalChange }),
  ],

  ['an operator ends the call', (stage) => stage.happen({ type: 'hang-up-requested' })],
  ['the service stops', (stage) => stage.happen({ type: 'service-stopping' })],
];

const PATTERNS = SENTENCES.map(([words, play]) => ({ pattern: new RegExp(`^(?:${words})$`), play }));

export function play(stage: Stage, line: string): void {
  for (const { pattern, play } of PATTERNS) {
    const match = pattern.exec(line);
    if (match) return play(stage, ...match.slice(1));
  }
  throw new Error(`no such sentence: ${line}`);
}

function press(stage: Stage, keys: string): void {
  for (const [i, key] of [...keys.replaceAll(' ', '')].entries()) {
    if (i > 0) stage.pass(TYPING_MS);
    stage.happen({ type: 'key-pressed', key: key as Key });
  }
}

function nobodyFound(stage: Stage, reason?: string, categoryId?: string): void {
  stage.happen({
    type: 'no-line',
    reason: reason as NoLineReason,
    ...(categoryId === undefined ? {} : { categoryId }),
  });
}

const GUISES: Record<string, Partial<CallingProfessional>> = {
  'nothing missed': { missed: 0, canCallBack: false },
  'much missed': { missed: 11 },
  away: { away: true },
  'no consent': { consented: false },
  'in Mandarin': { language: 'zh' },
};

function ownMenu(stage: Stage, name = '', guises = ''): void {
  const more = guises.split(', ').map((guise) => GUISES[guise] ?? {});
  stage.happen({ type: 'number-found', entry: ownEntry(name, Object.assign({}, ...more)) });
}

const of = <T extends Fact['type']>(name: string, type: T): { type: T; offerId: string } => ({
  type,
  offerId: offerOf(name).offerId,
});

const offers = (names: string) => names.split(', ').map(offerOf);

const number = (amounts: (string | undefined)[]): number => Number(amounts.find((one) => one !== undefined));
