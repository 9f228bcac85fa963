/**
 * @typedef {import('./load.mjs').Call} Call
 * @typedef {{ dialled: string | null, startedAt: number }} StoredRecord times in ms since 1970
 */

/** So many good calls in a row are normal. */
const NORMAL = 10;
/** Two clocks of one machine, rounded. */
const ROUNDING = 100;

/**
 * What became of calls and of their records. A record belongs to the last call of its number before it: who calls
 * the same number again does so seconds later. One without a number is that of a call whose number could not be looked
 * up: of the last one before it that was not answered.
 * @param {Call[]} calls @param {StoredRecord[]} records
 */
export function judge(calls, records) {
  const kept = new Map(calls.map((call) => [call, 0]));
  let unexplained = 0;
  for (const { dialled, startedAt } of records) {
    const isOf = (/** @type {Call} */ { number, answered }) =>
      dialled === null ? !answered : number === dialled;
    const call = calls.findLast((each) => each.tried <= startedAt + ROUNDING && isOf(each));
    if (call) kept.set(call, (kept.get(call) ?? 0) + 1);
    else unexplained++;
  }
  return {
    attempted: calls.length,
    failed: calls.filter(({ answered }) => !answered).length,
    wronglyEnded: calls.filter(({ ended }) => ended).length,
    lost: calls.filter((call) => call.answered && kept.get(call) === 0).length,
    doubled: [...kept.values()].filter((many) => many > 1).length + unexplained,
  };
}

/** When calls were as ever again: the first of ten good ones in a row, of those tried since. @param {Call[]} calls @param {number} since */
export function goodFrom(calls, since) {
  const tried = calls.filter((call) => call.tried >= since);
  const good = tried.map(({ answered, ended }) => Boolean(answered) && !ended);
  const first = good.findIndex(
    (_, i) => i + NORMAL <= good.length && good.slice(i, i + NORMAL).every(Boolean),
  );
  return first === 0 ? since : (tried[first]?.tried ?? Infinity);
}
