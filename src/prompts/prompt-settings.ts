import { join, resolve } from 'node:path';

export const PROMPT_SETTINGS = Symbol('prompt settings');

export interface PromptSettings {
  /** Absolute, and the same for Asterisk and the synthesiser wherever they run. */
  directory: string;
  /** Put before the synthesiser's command; empty where it is installed on the machine itself. */
  runner: string[];
}

export function promptSettings(env: NodeJS.ProcessEnv): PromptSettings {
  const home = env.THROUGHLINE_HOME || '.throughline';
  return {
    directory: resolve(env.PROMPTS_DIR || join(home, 'prompts')),
    runner: runnerOf(env.SPEECH_RUNNER || '[]'),
  };
}

function runnerOf(json: string): string[] {
  const example = 'write a JSON array of words, e.g. ["chroot","/srv/speech"], or leave it empty';
  let words: unknown;
  try {
    words = JSON.parse(json);
  } catch {
    throw new Error(`SPEECH_RUNNER is not JSON: ${json}; ${example}`);
  }
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw new Error(`SPEECH_RUNNER is no list of words: ${json}; ${example}`);
}
