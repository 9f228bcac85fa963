import { makePrompts } from './make-prompts.js';
import { promptSettings } from './prompt-settings.js';

const HELP = `Usage: node dist/prompts/make.js

Speaks every prompt of the catalogue that has no audio yet, in all languages, and makes the music on hold.

  PROMPTS_DIR    where the audio goes (default: prompts under THROUGHLINE_HOME, .throughline)
  SPEECH_RUNNER  JSON array of words put before the synthesiser's command, e.g. ["chroot","/srv/speech"];
                 empty where RHVoice, espeak-ng and sox are installed on this machine
`;

if (process.argv.includes('--help')) process.stdout.write(HELP);
else await make();

async function make(): Promise<void> {
  try {
    const settings = promptSettings(process.env);
    const made = await makePrompts(settings, (done, all) => console.log(`prompts ${done}/${all}`));
    if (made === 0) console.log(`prompts are all there, in ${settings.directory}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
