import type { Reached } from './town.js';

interface Bound {
  id: string;
  number: string;
  caller: string;
  professional: string;
  from: number;
  until: number;
}

/** What sessions promise, and nothing of how it is kept. */
export class Model {
  readonly sessions: Bound[] = [];
  /** Phone by professional. */
  readonly lines = new Map<string, string>();

  /** Whom a call from `phone` to `number` must reach. */
  reached(phone: string, number: string, now: number): Reached {
    const [reached = null, ...others] = this.others(phone, number, now);
    if (others.length > 0 || reached === null) return null;
    // A professional without a line is not reached, and may be the caller.
    return 'professional' in reached && !this.lines.has(reached.professional) ? null : reached;
  }

  /** The other parties of all sessions in force; of two where the phone is a caller's and a professional's. */
  others(phone: string, number: string, now: number): Exclude<Reached, null>[] {
    return this.sessions
      .filter((one) => one.number === number && one.from <= now && now < one.until)
      .flatMap((one) => [
        ...(one.caller === phone ? [{ professional: one.professional }] : []),
        ...(this.lines.get(one.professional) === phone ? [{ caller: one.caller }] : []),
      ]);
  }

  /** Is the number free for both at that time? */
  isFree(number: string, { caller, professional, from, until }: Omit<Bound, 'id' | 'number'>): boolean {
    return !this.sessions.some(
      (one) =>
        one.number === number &&
        (one.caller === caller || one.professional === professional) &&
        Math.max(one.from, from) < Math.min(one.until, until),
    );
  }

  end(id: string, now: number): void {
    const session = this.sessions.find((one) => one.id === id);
    if (session) session.until = Math.min(session.until, now);
  }
}
