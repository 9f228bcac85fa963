import type { Trunk } from './trunk.entity.js';

/** The trunks that may take a call, the first to try first. Of one priority, the older one comes first. */
export const inOrder = (trunks: Trunk[], without: string[]): Trunk[] =>
  trunks.filter(({ id }) => !without.includes(id)).sort((a, b) => a.priority - b.priority);
