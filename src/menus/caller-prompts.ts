import type { CatalogueName } from '../prompts/catalogue.js';

/**
 * What a menu's callers are told by the call flow, as named in the catalogue: an operator may have it said in other
 * words. The greeting and the choices have fields of their own.
 */
export const CALLER_PROMPTS = [
  'extension-invitation',
  'call-again',
  'key-not-offered',
  'nothing-entered',
  'extension-too-short',
  'extension-mistyped',
  'extension-not-listed',
  'line-busy',
  'line-declined',
  'line-no-answer',
  'line-unreachable',
  'line-not-accepted',
  'line-not-available',
  'line-number-withheld',
  'nobody-available',
  'offer-next',
  'goodbye',
  'goodbye-too-many-attempts',
  'longest-call-reached',
  'apology',
] as const satisfies readonly CatalogueName[];

export type CallerPrompt = (typeof CALLER_PROMPTS)[number];
