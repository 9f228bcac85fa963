const BARS = '▁▂▃▄▅▆▇█';

/**
 * Whether a series grows after its first fifth, in which caches fill and memory finds its size: the middle of the
 * next third of it beside the middle of the last.
 * @param {number[]} series five values or more
 * @param {{ share: number, number: number }} allowed how much more the last may be
 */
export function judge(series, { share, number }) {
  const warm = series.slice(Math.ceil(series.length / 5));
  const third = Math.ceil(warm.length / 3);
  const [before, after] = [warm.slice(0, third), warm.slice(-third)].map(median);
  if (before === undefined || after === undefined || Number.isNaN(before + after))
    throw new Error('too few values to tell whether they grow');
  return { before, after, grows: after > before * (1 + share) + number };
}

/** One character a value, from the least to the most. @param {number[]} series */
export function spark(series) {
  const least = Math.min(...series);
  const range = Math.max(...series) - least || 1;
  return series.map((value) => BARS[Math.round(((value - least) / range) * (BARS.length - 1))]).join('');
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
