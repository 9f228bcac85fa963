import { createHash } from 'node:crypto';
import type { Language } from '../call-flow/prompt.js';
import { FINISH } from './finish.js';
import { SPEECH_SCRIPT } from './speech-script.js';
import { spelled, VOICES } from './voices.js';

/** The same words by the same voice, finished the same way, are one file. */
export function contentKey(language: Language, text: string): string {
  const voice = VOICES[language];
  const content = JSON.stringify([voice.id, voice.command, SPEECH_SCRIPT, FINISH, spelled(language, text)]);
  return createHash('sha256').update(content).digest('hex').slice(0, 24);
}
