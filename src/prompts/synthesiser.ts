import type { Language } from '../call-flow/prompt.js';
import { finish } from './finish.js';
import { PromptError } from './prompt-error.js';
import { audioPath, writeAudio } from './prompt-files.js';
import type { PromptSettings } from './prompt-settings.js';
import { speak } from './speech-process.js';
import { encodeMuLaw } from './telephone-audio.js';
import { spelled, VOICES } from './voices.js';

/** Something to be said, and the file it becomes: under the prompts' directory, without extension. */
export interface Job {
  file: string;
  text: string;
}

/** Speaks texts of one language into files; in the end fails with the first that could not be spoken. */
export async function synthesise(
  { directory, runner }: PromptSettings,
  language: Language,
  jobs: Job[],
  made: (job: Job) => void = () => {},
): Promise<void> {
  const unspoken = new Set(jobs);
  const speech = speak(
    runner,
    VOICES[language].command,
    jobs.map(({ text }) => spelled(language, text)),
  );
  let next = await speech.next();
  for (const job of jobs) {
    if (next.done) break;
    const audio = telephoneAudio(next.value);
    if (audio) {
      await writeAudio(audioPath(directory, job.file), audio);
      unspoken.delete(job);
      made(job);
    }
    next = await speech.next();
  }
  const [failed] = unspoken;
  if (failed) throw notSpoken(language, failed.text, next.done ? next.value : '');
}

/** Undefined where there is nothing to hear: a voice leaves out letters that it cannot read. */
function telephoneAudio(raw: Buffer): Uint8Array | undefined {
  const samples = finish(new Int16Array(new Uint8Array(raw).buffer));
  return samples && encodeMuLaw(samples);
}

function notSpoken(language: Language, text: string, complaint: string): PromptError {
  const { id, debianPackage } = VOICES[language];
  if (!complaint)
    return new PromptError(
      'prompt_text_unspeakable',
      text,
      `is silence to the voice ${id}; write it in the language "${language}"`,
    );
  return new PromptError(
    'speech_failed',
    text,
    `could not be spoken by the voice ${id} (${complaint.replaceAll('\n', '; ')}); check that the Debian packages ${debianPackage} and sox are ` +
      'installed where SPEECH_RUNNER leads',
  );
}
