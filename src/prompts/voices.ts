import type { Language } from '../call-flow/prompt.js';

export interface Voice {
  /** Stands for the sound: change it whenever the same words would sound different. */
  id: string;
  /** The Debian package to install when the command is missing. */
  debianPackage: string;
  /** Speaks UTF-8 text from standard input into the WAV file that is named after the last argument. */
  command: string[];
  /** Words that it says wrong, and how to write them for it. */
  spellings: [as: RegExp, write: string][];
}

/** Chosen by licence first, then by how well they are understood over a telephone: docs/voices.md. */
export const VOICES: Record<Language, Voice> = {
  en: {
    id: 'rhvoice-bdl',
    debianPackage: 'rhvoice-english',
    // At its own pace it says over 200 words a minute: too fast for a number or a key.
    command: ['RHVoice-test', '-p', 'bdl', '-q', 'max', '-r', '85', '-o'],
    spellings: [[/\bThroughline\b/gi, 'Through line']],
  },
  zh: {
    id: 'espeak-ng-cmn',
    debianPackage: 'espeak-ng',
    command: ['espeak-ng', '-v', 'cmn', '-b', '1', '--stdin', '-w'],
    // 打的 it takes for a taxi ride; a space of no width parts the two, as in 您拨打的电话.
    spellings: [[/打的/g, '打\u200b的']],
  },
};

/** A text as the language's voice has to have it. */
export const spelled = (language: Language, text: string): string =>
  VOICES[language].spellings.reduce((words, [as, write]) => words.replace(as, write), text);
