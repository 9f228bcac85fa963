/** How often each event met each state. */
export class Coverage {
  private readonly seen = new Map<string, Map<string, number>>();
  /** How calls ended. */
  readonly outcomes = new Map<string, number>();

  saw(state: string, event: string): void {
    const events = this.seen.get(state) ?? new Map<string, number>();
    this.seen.set(state, events.set(event, (events.get(event) ?? 0) + 1));
  }

  ended(outcome: string): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  get pairs(): number {
    return [...this.seen.values()].reduce((sum, { size }) => sum + size, 0);
  }

  count(state: string, event: string): number {
    return this.seen.get(state)?.get(event) ?? 0;
  }

  get states(): string[] {
    return [...this.seen.keys()];
  }

  get events(): string[] {
    return [...new Set([...this.seen.values()].flatMap((events) => [...events.keys()]))].sort();
  }
}
