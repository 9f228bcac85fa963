import type { WorkingHours } from './snapshot.js';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Making a formatter costs far more than using it, and there are few time zones. */
const clocks = new Map<string, Intl.DateTimeFormat | null>();

/**
 * Are these hours open now, by the clock on the professional's wall? The wall clock decides on days
 * it is put forward or back as well: a skipped hour is never, a doubled one counts twice.
 */
export function isOpen(hours: WorkingHours, timeZone: string, now: Date): boolean {
  const local = localTime(timeZone, now);
  return hours.some(
    ({ day, from, until }) => day === local.day && from <= local.minute && local.minute < until,
  );
}

function localTime(timeZone: string, now: Date): { day: number; minute: number } {
  const parts = new Map(
    clockOf(timeZone)
      ?.formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: WEEKDAYS.indexOf(parts.get('weekday') ?? ''),
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

/** A zone this machine does not know has no clock: one professional is closed then, not a whole category broken. */
function clockOf(timeZone: string): Intl.DateTimeFormat | null {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const clock = makeClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

function makeClock(timeZone: string): Intl.DateTimeFormat | null {
  try {
    const fields = { weekday: 'short', hour: '2-digit', minute: '2-digit' } as const;
    return new Intl.DateTimeFormat('en-US', { ...fields, timeZone, hourCycle: 'h23' });
  } catch {
    return null;
  }
}
