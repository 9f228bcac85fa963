/**
 * What must be done in Redis sooner or later, come what may: a stale entry dropped, a reservation given back.
 * Tried at once; what fails stays owed and is tried again every second, and whenever its owner says so.
 */
export class Debts<T> {
  private readonly open = new Map<string, T>();
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly pay: (name: string, debt: T) => Promise<unknown>) {}

  isOpen(name: string): boolean {
    return this.open.has(name);
  }

  isAnyOpen(): boolean {
    return this.open.size > 0;
  }

  /** A newer debt of the same name takes the place of the older one. Never rejects. */
  async owe(name: string, debt: T): Promise<void> {
    this.open.set(name, debt);
    await this.settle(name, debt);
  }

  async settleAll(): Promise<void> {
    await Promise.all([...this.open].map(([name, debt]) => this.settle(name, debt)));
  }

  private async settle(name: string, debt: T): Promise<void> {
    try {
      await this.pay(name, debt);
      // A payment that was under way does not cover a debt made since.
      if (this.open.get(name) === debt) this.open.delete(name);
    } catch {
      this.tryLater();
    }
  }

  private tryLater(): void {
    this.retry ??= setTimeout(() => {
      this.retry = undefined;
      void this.settleAll();
    }, 1000).unref();
  }
}
