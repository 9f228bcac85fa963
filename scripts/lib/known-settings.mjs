import { Trouble } from './project.mjs';

/**
 * A setting that nobody knows would be without effect, and nobody would notice.
 * @param {string[]} given the names in .env
 * @param {string[]} known
 */
export function requireKnown(given, known) {
  const unknown = given.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const each = unknown.map((name) => `${name}${hint(nearest(name, known))}`).join(', ');
  throw new Trouble(
    `.env sets what is no setting: ${each}. All that .env can set is in .env.example; the rest belongs into the environment.`,
  );
}

/** @param {string | undefined} name */
const hint = (name) => (name ? ` (did you mean ${name}?)` : '');

/** Undefined where all are too far to have been meant. @param {string} name @param {string[]} known */
function nearest(name, known) {
  const far = name.length / 2;
  const each = known.map((other) => ({ other, steps: distance(name.toUpperCase(), other) }));
  const [best] = each.sort((one, two) => one.steps - two.steps);
  return best && best.steps <= far ? best.other : undefined;
}

/** How many letters have to be put in, left out or changed. @param {string} from @param {string} to */
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1];
    for (const [column, other] of [...to].entries())
      next.push(
        Math.min(at(row, column) + (letter === other ? 0 : 1), at(row, column + 1) + 1, at(next, column) + 1),
      );
    row = next;
  }
  return at(row, to.length);
}

/** @param {number[]} row @param {number} column */
const at = (row, column) => row[column] ?? Infinity;
