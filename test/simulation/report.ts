import type { Coverage } from './coverage.js';
import type { Failure } from './simulate.js';

const LAST_LINES = 25;

/** States down, events across, how often they met; the events by number, to fit the screen. */
export function coverageTable(coverage: Coverage): string {
  const { states, events } = coverage;
  const legend = events.map((event, i) => `${letters(i)} ${event}`);
  const rows = states.map((state) =>
    [state.padEnd(10), ...events.map((event) => short(coverage.count(state, event)).padStart(5))].join(''),
  );
  return [
    `states x events: ${coverage.pairs} pairs`,
    ...columns(legend, 4),
    ['          ', ...events.map((_, i) => letters(i).padStart(5))].join(''),
    ...rows,
    '',
    'endings: ' + [...coverage.outcomes].map(([outcome, n]) => `${outcome} ${short(n)}`).join(', '),
  ].join('\n');
}

/** What a person needs to see it again. */
export function failureText(
  { what, callId, weather, after, command, story, calls }: Failure,
  whole: boolean,
): string {
  const lines = whole ? story : story.slice(-LAST_LINES);
  return [
    '',
    `BROKEN after ${calls} calls: ${what}`,
    `  ${callId ?? 'no call in particular'}, ${(after / 1_000).toFixed(3)} s into the town, weather: ${weather}`,
    ...lines.map((line) => `  ${line}`),
    `  again: ${command}`,
  ].join('\n');
}

const letters = (i: number): string => (i < 26 ? '' : 'a') + String.fromCharCode(97 + (i % 26));

/** 1234567 as 1.2M. */
function short(count: number): string {
  if (count === 0) return '.';
  if (count < 1_000) return String(count);
  return count < 1_000_000 ? `${Math.floor(count / 1_000)}k` : `${(count / 1_000_000).toFixed(1)}M`;
}

function columns(cells: string[], across: number): string[] {
  const down = Math.ceil(cells.length / across);
  return Array.from({ length: down }, (_, i) =>
    cells
      .filter((_, j) => j % down === i)
      .map((cell) => cell.padEnd(27))
      .join('')
      .trimEnd(),
  );
}
