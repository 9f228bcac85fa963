import { resolve } from 'node:path';
import { z } from 'zod';
import { environment } from '../config/environment.js';
import { makePrompts } from './make-prompts.js';
import type { PromptSettings } from './prompt-settings.js';

const HELP = `Usage: node dist/prompts/make.js

Speaks every prompt of the catalogue that has no audio yet, in all languages, and makes the music on hold.

  PROMPTS_DIR    where the audio goes
  SPEECH_RUNNER  JSON array of words put before the synthesiser's command, e.g. ["chroot","/srv/speech"];
                 leave it empty where RHVoice, espeak-ng and sox are installed on this machine
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else await make();

async function make(): Promise<void> {
  try {
    const settings = settingsIn(process.env);
    const made = await makePrompts(settings, (done, all) => console.log(`prompts ${done}/${all}`));
    if (made === 0) console.log(`prompts are all there, in ${settings.directory}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** Of the service's environment, only what is needed here: this runs at set-up, before there is a database. */
function settingsIn(env: NodeJS.ProcessEnv): PromptSettings {
  const needed = environment.pick({ PROMPTS_DIR: true, SPEECH_RUNNER: true });
  const given = needed.safeParse({
    PROMPTS_DIR: env.PROMPTS_DIR,
    SPEECH_RUNNER: env.SPEECH_RUNNER || undefined,
  });
  if (given.success) return { directory: resolve(given.data.PROMPTS_DIR), runner: given.data.SPEECH_RUNNER };
  throw new Error(`The environment is not complete; see --help:\n${z.prettifyError(given.error)}`);
}
