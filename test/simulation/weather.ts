import type { Chance } from './chance.js';

/** What goes wrong in a world, and how often (0 to 1 where nothing else is said). */
export interface Weather {
  name: string;
  /** What an answer of the database usually takes at most (ms). */
  slowness: number;
  /** Answers that take up to half a minute. */
  late: number;
  /** Questions that nobody can answer. */
  failing: number;
  /** Events that find the socket or the process busy, for up to a second. */
  stalls: number;
  /** Requests that Asterisk refuses. */
  refused: number;
  /** Requests that are answered with silence, carried out or not. */
  unanswered: number;
  /** Timers that come late, by up to a second: the process was busy. */
  busy: number;
  /** Prompts without a file, prompts that Asterisk cannot play, and those whose end it never tells. */
  missing: number;
  unplayable: number;
  endless: number;
  /** Times in which the socket is away. */
  outages: number;
  /** The service ends in an orderly way, and another one starts. */
  stops: number;
  /** The service is killed: between two calls' events, or between keeping a state and acting on it. */
  crashes: number;
}

const CALM: Weather = {
  name: 'calm',
  slowness: 20,
  late: 0,
  failing: 0,
  stalls: 0,
  refused: 0,
  unanswered: 0,
  busy: 0,
  missing: 0,
  unplayable: 0,
  endless: 0,
  outages: 0,
  stops: 0,
  crashes: 0,
};

const SLOW = { slowness: 3_000, late: 0.02, busy: 0.05, stalls: 0.01 };
const FAILING = { failing: 0.04, missing: 0.004, unplayable: 0.004, endless: 0.004 };
const REFUSING = { refused: 0.01, unanswered: 0.005 };

const WEATHERS: Weather[] = [
  CALM,
  { ...CALM, ...SLOW, name: 'slow' },
  { ...CALM, ...FAILING, name: 'failing' },
  { ...CALM, ...REFUSING, name: 'refusing' },
  { ...CALM, name: 'cut off', outages: 3 },
  { ...CALM, name: 'restarted', stops: 2 },
  { ...CALM, name: 'killed', crashes: 4 },
  { ...CALM, ...SLOW, ...FAILING, ...REFUSING, name: 'stormy', outages: 2, stops: 1, crashes: 2 },
];

export const WEATHER_NAMES = WEATHERS.map(({ name }) => name);

/** Calm ones too: in them no excuse counts. */
export const weatherBy = (chance: Chance, name: string | undefined): Weather =>
  WEATHERS.find((one) => one.name === name) ?? chance.pick(WEATHERS);
