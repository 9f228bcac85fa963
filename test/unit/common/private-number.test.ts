/* eslint-disable @typescript-eslint/restrict-template-expressions -- printing what should not be printed is the test */
import { format, inspect } from 'node:util';
import { Writable } from 'node:stream';
import { createLogger, PinoLogger } from '../../../src/common/logger.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { newDirectLine } from '../../../src/direct-lines/direct-lines.schema.js';

const NUMBER = '+12025550150';
const line = new DirectLine(NUMBER);

function logged(write: (logger: PinoLogger) => void): string {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()),
  });
  write(new PinoLogger(createLogger('trace', destination)));
  return lines.join('');
}

const thrown = (value: unknown): string => {
  try {
    throw new Error(`cannot ring ${String(value)}`, { cause: value });
  } catch (error) {
    return inspect(error, { depth: null, showHidden: true });
  }
};

describe('A direct line', () => {
  it.each<[string, () => string]>([
    ['String()', () => String(line)],
    ['a template', () => `${line}`],
    ['+', () => '' + (line as unknown as string)],
    ['join', () => [line].join()],
    ['JSON', () => JSON.stringify({ line, list: [line] })],
    ['inspect', () => inspect({ line }, { depth: null, showHidden: true, getters: true })],
    ['inspect without custom functions', () => inspect(line, { customInspect: false, showHidden: true })],
    ['format %s', () => format('%s', line)],
    ['format %o', () => format('%o', line)],
    ['format %O', () => format('%O', { line })],
    ['format %j', () => format('%j', line)],
    ['an error', () => thrown(line)],
    ['its keys and values', () => JSON.stringify([Object.entries(line), Reflect.ownKeys(line)])],
    ['a copy by spreading', () => JSON.stringify({ ...line })],
    ['a copy by cloning', () => JSON.stringify(structuredClone(line))],
    ['a log line', () => logged((log) => log.log({ line }, `ringing ${line}`))],
    ['a logged error', () => logged((log) => log.error(Object.assign(new Error(`no ${line}`), { line })))],
    ['a URL', () => new URLSearchParams({ line: line as unknown as string }).toString()],
    ['Buffer', () => Buffer.from(String(line)).toString()],
  ])('does not show in %s', (_way, print) => {
    expect(print()).not.toMatch(/2025550150|5550150/);
  });

  it('shows as [direct line]', () => {
    expect([String(line), `${line}`, JSON.stringify(line), inspect(line)]).toEqual([
      '[direct line]',
      '[direct line]',
      '"[direct line]"',
      '[direct line]',
    ]);
  });

  it('tells its number to who asks for it', () => {
    expect(line.reveal()).toBe(NUMBER);
  });

  it('is made of a body at once, and a refusal does not repeat the number', () => {
    const { number } = newDirectLine.parse({ number: '+1 202 555 0150' });
    expect(number).toBeInstanceOf(DirectLine);
    const { error } = newDirectLine.safeParse({ number: '+1 202 555 01500000' });
    expect(inspect(error, { depth: null })).not.toContain('01500000');
  });
});
