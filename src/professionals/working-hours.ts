import { z } from 'zod';
import type { WorkingHours } from '../routing/snapshot.js';

const DAY_MINUTES = 24 * 60;

const span = z
  .strictObject({
    day: z.int().min(0).max(6).describe('0 is Sunday.'),
    from: z
      .int()
      .min(0)
      .max(DAY_MINUTES - 1)
      .describe('Minutes since local midnight.'),
    until: z.int().min(1).max(DAY_MINUTES).describe('Exclusive. A span over midnight is written as two.'),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'must be later than from' });

export const workingHours = z.array(span).max(50).describe('Empty: never.');

export const ALWAYS: WorkingHours = [0, 1, 2, 3, 4, 5, 6].map((day) => ({
  day,
  from: 0,
  until: DAY_MINUTES,
}));

export const timeZone = z
  .string()
  .max(60)
  .refine(isTimeZone, 'is not a time zone; use an IANA name, e.g. America/New_York');

function isTimeZone(name: string): boolean {
  // Offsets such as +02:00 are understood too, but know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
