import { jest } from '@jest/globals';
import { Debts } from '../../../src/redis/debts.js';

describe('debts', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('are paid at once when they can be', async () => {
    const paid: string[] = [];
    const debts = new Debts<string>(async (name, debt) => paid.push(`${name}=${debt}`));
    await debts.owe('a', 'one');
    expect(paid).toEqual(['a=one']);
    expect(debts.isOpen('a')).toBe(false);
  });

  it('stay open while they cannot, and are tried again every second', async () => {
    let isAway = true;
    const debts = new Debts<string>(async () => {
      if (isAway) throw new Error('away');
    });
    await debts.owe('a', 'one');
    await jest.advanceTimersByTimeAsync(3000);
    expect(debts.isOpen('a')).toBe(true);
    isAway = false;
    await jest.advanceTimersByTimeAsync(1000);
    expect(debts.isOpen('a')).toBe(false);
  });

  it('are not paid by a payment that began before them', async () => {
    const payments: (() => void)[] = [];
    const debts = new Debts<symbol>(() => new Promise<void>((resolve) => payments.push(resolve)));
    const first = debts.owe('a', Symbol());
    const second = debts.owe('a', Symbol());
    payments[0]?.();
    await first;
    expect(debts.isOpen('a')).toBe(true);
    payments[1]?.();
    await second;
    expect(debts.isOpen('a')).toBe(false);
  });
});
