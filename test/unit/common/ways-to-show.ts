import assert from 'node:assert';
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { pino } from 'pino';
import { createLogger, PinoLogger } from '../../../src/common/logger.js';
import type { PrivateNumber } from '../../../src/common/private-number.js';

/** What is written to a stream that `use` is given. */
function written(use: (stream: Writable) => void): string {
  const chunks: string[] = [];
  use(new Writable({ write: (chunk, _encoding, done) => (chunks.push(String(chunk)), done()) }));
  return chunks.join('');
}

const logged = (write: (logger: PinoLogger) => void) =>
  written((stream) => write(new PinoLogger(createLogger('trace', stream))));
const pinoed = (write: (logger: pino.Logger) => void) =>
  written((stream) => write(pino({ level: 'trace' }, stream)));
const consoled = (write: (console: Console) => void) =>
  written((stream) =>
    write(new Console({ stdout: stream, stderr: stream, inspectOptions: { depth: null, showHidden: true } })),
  );

/** Any text, where a template or an addition would want a string. */
export const text = (number: PrivateNumber) => number as unknown as string;

function caught(act: () => never): Error {
  try {
    return act();
  } catch (error) {
    return error as Error;
  }
}

const thrown = (number: PrivateNumber): Error =>
  caught(() => {
    throw new AggregateError([number, new Error(`no ${text(number)}`)], `cannot ring ${text(number)}`, {
      cause: number,
    });
  });

const whole = (error: Error): string =>
  inspect(error, { depth: null, showHidden: true }) +
  String(error) +
  error.stack +
  JSON.stringify(error, Object.getOwnPropertyNames(error));

const INSPECTED = [true, false].flatMap((customInspect) =>
  [true, false].flatMap((showHidden) =>
    (['get', 'set', true, false] as const).map((getters) => ({
      customInspect,
      showHidden,
      getters,
      showProxy: true,
      depth: null,
    })),
  ),
);

/** Every way in which a value becomes text or bytes. */
export const WAYS: [string, (number: PrivateNumber) => string][] = [
  ['String()', (number) => String(number)],
  ['a template', (number) => `${text(number)}`],
  ['String.raw', (number) => String.raw`${number}`],
  ['+', (number) => '' + text(number)],
  ['join', (number) => [number, [number]].join()],
  ['concat', (number) => ''.concat(text(number))],
  ['Number()', (number) => String(Number(number))],
  ['toLocaleString', (number) => number.toLocaleString()],
  ['valueOf', (number) => inspect(number.valueOf())],
  ['Object’s own toString', (number) => Object.prototype.toString.call(number)],
  ['a key of an object', (number) => inspect({ [text(number)]: 1 })],
  [
    'JSON',
    (number) => JSON.stringify({ number, list: [number], map: [...new Map([[number, number]])] }, null, 1),
  ],
  ['JSON of its own keys', (number) => JSON.stringify(number, (_key, value: unknown) => value)],
  [
    'inspect, with all options',
    (number) =>
      INSPECTED.map((options) =>
        inspect({ number, in: [new Map([[number, new Set([number])]])] }, options),
      ).join(),
  ],
  ['inspect of a proxy', (number) => inspect(new Proxy(number, {}), { showProxy: true, showHidden: true })],
  [
    'format',
    (number) =>
      ['%s', '%d', '%i', '%f', '%j', '%o', '%O', '%c', 'no place for']
        .map((form) => format(form, number))
        .join(),
  ],
  ['an error', (number) => whole(thrown(number))],
  [
    'an assertion',
    (number) =>
      whole(caught(() => assert.fail(text(number)))) +
      whole(caught(() => (assert.deepStrictEqual(number, {}), assert.fail()))),
  ],
  ['a failed test', (number) => whole(caught(() => (expect(number).toEqual({ other: 1 }), assert.fail())))],
  [
    'its keys and values',
    (number) =>
      JSON.stringify([
        Object.entries(number),
        Object.values(number),
        Reflect.ownKeys(number),
        Object.getOwnPropertyDescriptors(number),
      ]),
  ],
  [
    'a loop over it',
    (number) => {
      const keys = [];
      for (const key in number) keys.push(key, (number as any)[key]);
      return `keys: ${keys.join()}`;
    },
  ],
  ['a copy by spreading', (number) => inspect({ ...number }) + inspect(Object.assign({}, number))],
  ['a copy by cloning', (number) => inspect(structuredClone({ number }), { depth: null, showHidden: true })],
  ['v8.serialize', (number) => serialize({ number }).toString('latin1')],
  ['Buffer', (number) => Buffer.from(String(number)).toString()],
  [
    'a URL',
    (number) =>
      new URL(`http://here/?${new URLSearchParams({ a: text(number) }).toString()}#${text(number)}`).href,
  ],
  [
    'the console',
    (number) =>
      consoled((console) => {
        console.log(number, '%s', number);
        console.dir({ number }, { customInspect: false });
        console.table([number, { number }]);
        console.error(thrown(number));
        console.trace(number);
      }),
  ],
  [
    'the log',
    (number) =>
      logged((log) => {
        log.log({ number }, `ringing ${text(number)}`);
        log.log(number);
        log.warn(number, 'here');
        log.error(Object.assign(thrown(number), { number }));
        log.error({ err: thrown(number) });
      }),
  ],
  [
    'pino itself',
    (number) =>
      pinoed((log) => {
        log.info({ number });
        log.info(number);
        log.info('%s %o %j', number, number, number);
        log.error(thrown(number));
        log.child({ number: text(number) }).info('');
      }),
  ],
];
