/**
 * What one test file searched and found (test/calls/support/privacy/report.ts).
 * @typedef {import('../../test/calls/support/privacy/report.js').Report} Report
 */

/**
 * The reports as lines to read, and whether they prove anything: something was captured, nothing was found where it
 * must not be, and every leak that was made on purpose was.
 * @param {Report[]} reports
 * @param {{ passed: number, failed: number }} tests
 */
export function privacyTable(reports, tests) {
  const plants = reports.flatMap((report) => report.plants);
  const missed = plants.filter(({ caught }) => !caught);
  const leaks = reports.flatMap(({ file, leaks }) => leaks.map((leak) => `${file}: ${leak}`));
  const blind = reports.filter(({ scenarios, messages }) => scenarios > 0 && messages === 0);
  const isProved =
    tests.failed === 0 &&
    tests.passed > 0 &&
    reports.length > 0 &&
    blind.length === 0 &&
    leaks.length === 0 &&
    plants.length > 0 &&
    missed.length === 0;
  const lines = [
    ...files(reports),
    '',
    ...totals(reports),
    row('Occurrences elsewhere', leaks.length),
    row('Leaks made on purpose and caught', `${plants.length - missed.length} of ${plants.length}`),
    ...(tests.failed > 0 ? [row('Tests that failed', tests.failed)] : []),
    ...leaks.map((leak) => `  LEAK in ${leak}`),
    ...missed.map(({ name }) => `  NOT CAUGHT: ${name}`),
    ...blind.map(({ file }) => `  NOTHING CAPTURED in ${file}`),
    ...(reports.some(({ capture }) => capture === 'Asterisk') ? [SIP_ONLY] : []),
    '',
    isProved ? 'No private number and no address went where it must not.' : 'This proves nothing: see above.',
  ];
  return { lines, isProved };
}

const SIP_ONLY =
  '  This user may not capture packets, so Asterisk itself recorded its SIP. Media was not searched: run as root.';

/** @param {Report[]} reports */
function files(reports) {
  const width = Math.max(...reports.map(({ file }) => file.length), 4);
  /** @param {string} file @param {(string | number)[]} cells */
  const line = (file, ...cells) =>
    `${file.padEnd(width)}${cells.map((cell) => number(cell).padStart(12)).join('')}`;
  return [
    line('', 'scenarios', 'packets', 'SIP', 'bytes', 'numbers', 'leaks'),
    ...reports.map(({ file, scenarios, packets, messages, bytes, numbers, leaks }) =>
      line(file, scenarios, packets, messages, bytes, numbers, leaks.length),
    ),
  ];
}

/** @param {Report[]} reports */
function totals(reports) {
  /** @param {(report: Report) => number} of */
  const sum = (of) => reports.reduce((total, report) => total + of(report), 0);
  const places = [...new Set(reports.flatMap(({ atRest }) => Object.keys(atRest)))];
  return [
    row(
      'Scenarios',
      sum(({ scenarios }) => scenarios),
    ),
    row(
      'On the wire: packets',
      sum(({ packets }) => packets),
    ),
    row(
      '  of which media',
      sum(({ media }) => media),
    ),
    row(
      '  bytes',
      sum(({ bytes }) => bytes),
    ),
    row(
      '  SIP messages',
      sum(({ messages }) => messages),
    ),
    'At rest, bytes:',
    ...places.map((place) =>
      row(
        `  ${place}`,
        sum(({ atRest }) => atRest[place] ?? 0),
      ),
    ),
    row(
      'Numbers looked for',
      sum(({ numbers }) => numbers),
    ),
    row('  each in usual writings', Math.max(0, ...reports.map(({ writings }) => writings))),
    row('Seconds spent searching', Math.round(sum(({ searchMs }) => searchMs) / 1000)),
    row(
      'Occurrences where a number has to stand',
      sum(({ allowed }) => allowed),
    ),
  ];
}

/** @param {string} what @param {string | number} value */
const row = (what, value) => `${what.padEnd(42)}${number(value).padStart(14)}`;

/** @param {string | number} value */
const number = (value) => (typeof value === 'number' ? value.toLocaleString('en') : value);
