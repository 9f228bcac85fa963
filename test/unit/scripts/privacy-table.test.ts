import { privacyTable, type Report } from '../../../scripts/lib/privacy-table.mjs';

const report = (more: Partial<Report> = {}): Report => ({
  file: 'menu.test.ts',
  capture: 'tcpdump',
  scenarios: 2,
  packets: 1200,
  bytes: 240_000,
  messages: 40,
  media: 1160,
  atRest: { Postgres: 1000, 'file names': 20 },
  numbers: 3,
  writings: 38,
  allowed: 17,
  leaks: [],
  plants: [{ name: 'a header', caught: true }],
  searchMs: 900,
  ...more,
});
const well = { passed: 2, failed: 0 };
const table = (reports: Report[], tests = well) => {
  const { lines, isProved } = privacyTable(reports, tests);
  return { text: lines.join('\n'), isProved };
};

describe('the table of the privacy check', () => {
  it('adds up what was searched, and says that nothing was found', () => {
    const { text, isProved } = table([report(), report({ file: 'several.test.ts' })]);
    expect(isProved).toBe(true);
    expect(text).toMatch(/packets +2,400\n/);
    expect(text).toMatch(/Postgres +2,000\n/);
    expect(text).toMatch(/elsewhere +0\n/);
    expect(text).toMatch(/caught +2 of 2\n/);
  });

  it.each<[string, Report[], typeof well, RegExp]>([
    [
      'a leak',
      [report({ leaks: ['a number went to a caller'] })],
      well,
      /LEAK in menu.test.ts: a number went/,
    ],
    [
      'a plant that was missed',
      [report({ plants: [{ name: 'DTMF', caught: false }] })],
      well,
      /0 of 1[^]*NOT CAUGHT: DTMF/,
    ],
    ['no plants at all', [report({ plants: [] })], well, /0 of 0/],
    ['nothing captured', [report({ messages: 0 })], well, /NOTHING CAPTURED in menu/],
    ['no report', [], well, /proves nothing/],
    ['a test that failed', [report()], { passed: 1, failed: 1 }, /failed +1/],
  ])('proves nothing with %s', (_, reports, tests, told) => {
    const { text, isProved } = table(reports, tests);
    expect(isProved).toBe(false);
    expect(text).toMatch(told);
  });

  it('says where media could not be searched', () => {
    expect(table([report({ capture: 'Asterisk' })]).text).toContain('Media was not searched');
  });
});
