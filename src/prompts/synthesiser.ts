import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../call-flow/prompt.js';
import { finish } from './finish.js';
import { PromptError } from './prompt-error.js';
import { audioPath, writeAudio } from './prompt-files.js';
import type { PromptSettings } from './prompt-settings.js';
import { startSpeech } from './speech-process.js';
import { SPEECH_SCRIPT } from './speech-script.js';
import { encodeMuLaw } from './telephone-audio.js';
import { VOICES } from './voices.js';

const START_MS = 30_000;
const TEXT_MS = 5_000;

/** Something to be said, and the file it becomes: under the prompts' directory, without extension. */
export interface Job {
  file: string;
  text: string;
}

/** Speaks texts of one language into files; in the end fails with the first that could not be spoken. */
export async function synthesise(
  settings: PromptSettings,
  language: Language,
  jobs: Job[],
  made: (job: Job) => void = () => {},
): Promise<void> {
  await mkdir(settings.directory, { recursive: true });
  const folder = await mkdtemp(join(settings.directory, '.making-'));
  try {
    await Promise.all(jobs.map(({ text }, n) => writeFile(join(folder, `${n}.txt`), `${text}\n`)));
    await speak(settings, language, jobs, folder, made);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function speak(
  { runner, directory }: PromptSettings,
  language: Language,
  jobs: Job[],
  folder: string,
  made: (job: Job) => void,
): Promise<void> {
  const unspoken = new Set(jobs);
  const command = [...runner, 'sh', '-c', SPEECH_SCRIPT, 'sh', folder, ...VOICES[language].command];
  const speech = startSpeech(command, START_MS + jobs.length * TEXT_MS);
  for await (const n of speech.lines) {
    const job = jobs[Number(n)];
    const audio = job && (await audioIn(join(folder, `${n}.raw`)));
    if (!audio) continue;
    await writeAudio(audioPath(directory, job.file), audio);
    unspoken.delete(job);
    made(job);
  }
  const complaint = await speech.complaint;
  for (const { text } of unspoken) throw notSpoken(language, text, complaint);
}

/** Undefined where there is nothing to hear: a voice leaves out letters that it cannot read. */
async function audioIn(file: string): Promise<Uint8Array | undefined> {
  const samples = finish(new Int16Array(new Uint8Array(await readFile(file)).buffer));
  return samples && encodeMuLaw(samples);
}

function notSpoken(language: Language, text: string, complaint: string): PromptError {
  const { id, debianPackage } = VOICES[language];
  return new PromptError(
    'speech_failed',
    text,
    `could not be spoken by the voice ${id} (${complaint || 'it made no sound of it'}); check that the text is written ` +
      `in the language "${language}", and that the Debian packages ${debianPackage} and sox are installed where ` +
      `SPEECH_RUNNER leads`,
  );
}
