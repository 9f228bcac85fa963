import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Language } from '../call-flow/prompt.js';
import { CATALOGUE, catalogueNames, LANGUAGES } from './catalogue.js';
import { holdMusic } from './hold-music.js';
import { audioPath, catalogueFile, writeAudio } from './prompt-files.js';
import type { PromptSettings } from './prompt-settings.js';
import { synthesise, type Job } from './synthesiser.js';

/** Where Asterisk itself looks. Its music folder must hold nothing but audio. */
const MUSIC = 'music/hold';
const DEMO_CONVERSATION = 'demo/conversation';

export type Progress = (done: number, all: number) => void;

/** Makes the catalogue files that are missing, removes those whose words have changed; tells how many it made. */
export async function makePrompts(settings: PromptSettings, progress: Progress): Promise<number> {
  const { directory } = settings;
  const missing = LANGUAGES.map((language) => ({ language, jobs: missingIn(directory, language) }));
  const all = missing.reduce((sum, { jobs }) => sum + jobs.length, 0);
  let done = 0;
  const spoken = await Promise.allSettled(
    missing
      .filter(({ jobs }) => jobs.length > 0)
      .map(({ language, jobs }) => synthesise(settings, language, jobs, () => progress(++done, all))),
  );
  for (const outcome of spoken) if (outcome.status === 'rejected') throw outcome.reason;
  await makeMusic(directory);
  await makeDemoConversation(directory);
  await Promise.all(LANGUAGES.map((language) => removeUnused(directory, language)));
  return all;
}

const jobsOf = (language: Language): Job[] =>
  catalogueNames.map((name) => ({ file: catalogueFile(language, name), text: CATALOGUE[name][language] }));

const missingIn = (directory: string, language: Language): Job[] =>
  jobsOf(language).filter(({ file }) => !existsSync(audioPath(directory, file)));

async function makeMusic(directory: string): Promise<void> {
  const music = audioPath(directory, MUSIC);
  if (!existsSync(music)) await writeAudio(music, holdMusic());
}

async function makeDemoConversation(directory: string): Promise<void> {
  const copy = audioPath(directory, DEMO_CONVERSATION);
  await mkdir(dirname(copy), { recursive: true });
  await copyFile(audioPath(directory, catalogueFile('en', 'demo-conversation')), copy);
}

async function removeUnused(directory: string, language: Language): Promise<void> {
  const used = new Set(jobsOf(language).map(({ file }) => audioPath(directory, file)));
  const present = (await readdir(join(directory, language))).map((name) => join(directory, language, name));
  await Promise.all(present.filter((path) => !used.has(path)).map((path) => rm(path)));
}
