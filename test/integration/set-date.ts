import { jest } from '@jest/globals';

const REAL = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** Only the date is another, until `jest.useRealTimers()`; time goes on as it does. */
export const setDate = (now: number) => jest.useFakeTimers({ now, doNotFake: [...REAL] });
