import { parseArgs } from 'node:util';
import { WEATHER_NAMES } from './weather.js';

export const HELP = `npm run simulate -- [options]

Drives the real call flow and call runtime through simulated calls, hundreds at once, and checks after each
town of calls that every promise was kept. What fails is told with the one command that repeats it.

  --calls N      how many calls (10,000)
  --seed N       where chance begins; one more for each town (today's milliseconds)
  --at-once N    calls of one town (400)
  --weather W    ${WEATHER_NAMES.join(', ')} (by chance)
  --story        tell the whole story of the call that fails
  --help         this text`;

export interface Options {
  calls: number;
  seed: number;
  atOnce: number;
  weather: string | undefined;
  story: boolean;
}

export class WrongOption extends Error {}

/** Null: help is wanted. Throws a WrongOption. */
export function optionsFrom(args: string[]): Options | null {
  const { values } = read(args);
  if (values.help) return null;
  const { weather } = values;
  if (weather !== undefined && !WEATHER_NAMES.includes(weather))
    throw new WrongOption(`there is no weather ${weather}: take one of ${WEATHER_NAMES.join(', ')}`);
  return {
    calls: number('calls', values.calls ?? '10000', 1),
    seed: number('seed', values.seed ?? String(Date.now() % 1_000_000_000), 0),
    atOnce: number('at-once', values['at-once'] ?? '400', 1),
    weather,
    story: values.story ?? false,
  };
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        calls: { type: 'string' },
        seed: { type: 'string' },
        'at-once': { type: 'string' },
        weather: { type: 'string' },
        story: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongOption((error as Error).message, { cause: error });
  }
}

function number(name: string, text: string, least: number): number {
  const value = Number(text.replaceAll(/[,_]/g, ''));
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new WrongOption(`--${name} wants a whole number from ${least} on, not ${text}`);
}
