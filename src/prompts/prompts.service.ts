import { existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Language, Prompt } from '../call-flow/prompt.js';
import { Turns } from '../common/turns.js';
import { contentKey } from './content-key.js';
import { audioPath, fileOf } from './prompt-files.js';
import { PROMPT_SETTINGS, type PromptSettings } from './prompt-settings.js';
import { spokenText } from './spoken-text.js';
import { synthesise } from './synthesiser.js';
import { durationMs } from './telephone-audio.js';

/** Synthesisers at work at once: one a core of a small machine. */
const AT_ONCE = 2;

/** Turns words into prompts, and prompts into the files that Asterisk plays. */
@Injectable()
export class PromptsService {
  private readonly log = new Logger(PromptsService.name);
  /** Files seen on the disk. Only what is there is remembered: a missing one may come. */
  private readonly seen = new Set<string>();
  private readonly making = new Map<string, Promise<void>>();
  private readonly turns = new Turns(AT_ONCE);

  constructor(@Inject(PROMPT_SETTINGS) private readonly settings: PromptSettings) {}

  /** Speaks words that an operator wrote. Throws a PromptError where that cannot be done. */
  async textPrompt(language: Language, text: string): Promise<Prompt> {
    const words = spokenText(text);
    const prompt = nameOf(language, words);
    // Another process may have removed what this one saw.
    this.seen.delete(prompt);
    if (!this.isThere(prompt)) await this.make(language, prompt, words);
    return prompt;
  }

  /** Removes what was spoken, because of whom it names. Asked for again, the words are spoken again. */
  async forget(language: Language, text: string): Promise<void> {
    const prompt = nameOf(language, spokenText(text));
    this.seen.delete(prompt);
    await rm(audioPath(this.settings.directory, prompt), { force: true });
  }

  /** The absolute path without extension, as Asterisk's `sound:` takes it; undefined, and a warning, when missing. */
  file(language: Language, prompt: Prompt): string | undefined {
    const file = fileOf(language, prompt);
    if (file && this.isThere(file)) return join(this.settings.directory, file);
    this.log.warn(
      file
        ? `Prompt ${prompt} (${language}) has no audio at ${audioPath(this.settings.directory, file)}; ` +
            'make it with: node dist/prompts/make.js, or save its text again'
        : `Prompt ${prompt} is neither in the catalogue nor text/<content key>`,
    );
    return undefined;
  }

  /** How long a prompt takes to say, in ms; undefined when it is missing. */
  duration(language: Language, prompt: Prompt): number | undefined {
    const file = this.file(language, prompt);
    return file === undefined ? undefined : durationMs(statSync(audioPath('', file)).size);
  }

  private isThere(file: string): boolean {
    if (this.seen.has(file)) return true;
    const there = existsSync(audioPath(this.settings.directory, file));
    if (there) this.seen.add(file);
    return there;
  }

  /** The same words asked for twice at once are spoken once. */
  private make(language: Language, file: string, text: string): Promise<void> {
    const going = this.making.get(file);
    if (going) return going;
    const making = this.turns
      .take(() => synthesise(this.settings, language, [{ file, text }]))
      .finally(() => this.making.delete(file));
    this.making.set(file, making);
    return making;
  }
}

const nameOf = (language: Language, words: string): Prompt => `text/${contentKey(language, words)}`;
