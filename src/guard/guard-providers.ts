import { ExtensionGuard } from './extension-guard.js';
import { GuardCounters } from './guard-counters.js';
import { GuessAlarm } from './guess-alarm.js';
import { Guesses } from './guesses.js';
import { SharedGuesses } from './shared-guesses.js';

/** Routing's own: the guard asks routing's cache, and routing asks the guard. */
export const guardProviders = [ExtensionGuard, Guesses, SharedGuesses, GuessAlarm, GuardCounters];
