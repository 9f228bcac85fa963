import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { z } from 'zod';
import { inPlainWords } from './plain-words.js';

/** A command was asked for what it cannot do. Told in one sentence, without a stack. */
export class CommandError extends Error {
  readonly code = 'command-refused';

  constructor(sentence: string) {
    super(sentence);
    this.name = 'CommandError';
  }
}

interface Given {
  /** Each as often as it was given. */
  options: Record<string, string[]>;
  flags: Set<string>;
  words: string[];
}

/** What stands behind a command's name: `--option VALUE`, `--flag`, and words. */
export function givenTo(args: string[], allowed: { options?: string[]; flags?: string[] }): Given {
  const { options = [], flags = [] } = allowed;
  const config: ParseArgsConfig['options'] = {};
  for (const name of options) config[name] = { type: 'string', multiple: true };
  for (const name of flags) config[name] = { type: 'boolean' };
  const { values, positionals } = parsed({ args, options: config, allowPositionals: true });
  return {
    options: Object.fromEntries(options.map((name) => [name, (values[name] as string[] | undefined) ?? []])),
    flags: new Set(flags.filter((name) => values[name])),
    words: positionals,
  };
}

function parsed(config: ParseArgsConfig) {
  try {
    return parseArgs(config);
  } catch {
    // Its own message repeats what was given.
    throw new CommandError(
      'There is an option that this command has not, or one without its value: see --help.',
    );
  }
}

/** The value, or a sentence that names what is wrong with it and never what it was. */
export function checked<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value, { error: inPlainWords });
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`);
  throw new CommandError(`${lines.join('; ')}. See --help.`);
}
