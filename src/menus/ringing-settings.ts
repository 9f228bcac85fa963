import { z } from 'zod';
import type { RingingRules } from '../call-flow/plan.js';

/** How professionals are rung for a published number, in the units operators think in. */
export const ringingSettings = z.strictObject({
  ringSeconds: z.int().min(5).max(120).default(25).describe('How long one professional is rung.'),
  callerHears: z.enum(['ringing', 'music']).default('ringing').describe('What the caller hears meanwhile.'),
  mostTries: z.int().min(1).max(10).default(3).describe('Professionals tried before the goodbye.'),
  longestMinutes: z.int().min(1).max(480).default(120).describe('Longest conversation.'),
});

export type RingingSettings = z.infer<typeof ringingSettings>;

export function ringingRules(settings: RingingSettings): RingingRules {
  return {
    ringMs: settings.ringSeconds * 1000,
    callerHears: settings.callerHears,
    mostTries: settings.mostTries,
    longestMs: settings.longestMinutes * 60_000,
  };
}
