import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Language, Prompt } from '../call-flow/prompt.js';
import { CATALOGUE, isCatalogueName, type CatalogueName } from './catalogue.js';
import { contentKey } from './content-key.js';

const EXTENSION = '.ulaw';
const TEXT_PROMPT = /^text\/[0-9a-f]{24}$/;

/** A catalogue file carries its content key: new words make a new file, and a stale one is never played. */
export const catalogueFile = (language: Language, name: CatalogueName): string =>
  `${language}/${name}-${contentKey(language, CATALOGUE[name][language])}`;

/** Where a prompt is under the prompts' directory, without extension; undefined for a name that is none. */
export function fileOf(language: Language, prompt: Prompt): string | undefined {
  if (isCatalogueName(prompt)) return catalogueFile(language, prompt);
  return TEXT_PROMPT.test(prompt) ? prompt : undefined;
}

export const audioPath = (directory: string, file: string): string => join(directory, file + EXTENSION);

/** Whole or not at all: Asterisk may look for the file at any moment. */
export async function writeAudio(path: string, audio: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.new`;
  await writeFile(unfinished, audio);
  await rename(unfinished, path);
}
