import type { Clock } from './ports.js';

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(at, task) {
    const timer = setTimeout(task, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};
