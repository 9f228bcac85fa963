/** A promise that was not kept. Noted, not thrown: the runtime would take what is thrown for a failed command. */
export interface Broken {
  /** Of the call; null where it concerns none. */
  callId: string | null;
  what: string;
  at: number;
}

export class Promises {
  broken: Broken | null = null;

  constructor(private readonly time: { now: number }) {}

  /** The first one is told: what follows may come of it. */
  keep(isKept: boolean, callId: string | null, otherwise: string): void {
    if (!isKept) this.broken ??= { callId, what: otherwise, at: this.time.now };
  }
}
