import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { inspect } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { inProject } from '../../../scripts/lib/project.mjs';
import { CallerNumber } from '../../../src/callers/caller-number.js';
import type { PrivateNumber } from '../../../src/common/private-number.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { newDirectLine } from '../../../src/direct-lines/direct-lines.schema.js';
import { text, WAYS } from './ways-to-show.js';

const NUMBER = '+12025550150';
const FORMS = [
  '2025550150',
  '5550150',
  ...(['base64', 'hex'] as const).map((form) => Buffer.from(NUMBER).toString(form)),
];

describe.each([
  ['A direct line', new DirectLine(NUMBER), '[direct line]'],
  ["A caller's number", new CallerNumber(NUMBER), '[caller]'],
])('%s', (_what, number: PrivateNumber, mask) => {
  it.each(WAYS)('does not show in %s', (_way, print) => {
    const shown = print(number);
    expect(shown).not.toBe('');
    for (const form of FORMS) expect(shown).not.toContain(form);
  });

  it('does not go to another thread', async () => {
    const { port1, port2 } = new MessageChannel();
    port1.postMessage({ number });
    const [message] = (await once(port2, 'message')) as [unknown];
    port1.close();
    for (const form of FORMS) expect(inspect(message, { depth: null, showHidden: true })).not.toContain(form);
  });

  it('shows as its mask', () => {
    const shown = [
      String(number),
      `${text(number)}`,
      JSON.stringify(number),
      inspect(number),
      inspect([number]),
    ];
    expect(shown).toEqual([mask, mask, `"${mask}"`, mask, `[ ${mask} ]`]);
  });

  it('is told to who asks for it', () => {
    expect(number.reveal()).toBe(NUMBER);
  });
});

describe('A process that dies of a private number', () => {
  const code = `
    const { DirectLine } = await import(${JSON.stringify(inProject('dist/direct-lines/direct-line.js'))});
    const line = new DirectLine(process.env.NUMBER);`;

  it.each([
    ['throws it', 'throw line'],
    ['throws an error with it', 'throw Object.assign(new Error(`no ${line}`, { cause: line }), { line })'],
    ['is rejected with it', 'Promise.reject(line)'],
    ['exits with it', 'process.exitCode = line'],
  ])('when it %s, tells no digit', (_how, end) => {
    const { stderr, stdout, status } = spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', `${code} ${end}`],
      {
        encoding: 'utf8',
        env: { NUMBER },
      },
    );
    expect(status).toBe(1);
    expect(stderr).not.toBe('');
    expect(stderr + stdout).not.toContain('5550150');
  });
});

describe('A body with a number in it', () => {
  it('has a DirectLine at once, and a refusal does not repeat the number', () => {
    const { number } = newDirectLine.parse({ number: '+1 202 555 0150' });
    expect(number).toBeInstanceOf(DirectLine);
    const { error } = newDirectLine.safeParse({ number: '+1 202 555 01500000' });
    expect(inspect(error, { depth: null })).not.toContain('01500000');
  });
});
