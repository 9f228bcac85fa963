import type { Language } from '../call-flow/prompt.js';

export interface Voice {
  /** Stands for the sound: change it whenever the same words would sound different. */
  id: string;
  /** The Debian package to install when the command is missing. */
  debianPackage: string;
  /** Speaks UTF-8 text from standard input into the WAV file that is named after the last argument. */
  command: string[];
}

/** Chosen by licence first, then by how well they are understood over a telephone: docs/voices.md. */
export const VOICES: Record<Language, Voice> = {
  en: {
    id: 'rhvoice-bdl-max',
    debianPackage: 'rhvoice-english',
    command: ['RHVoice-test', '-p', 'bdl', '-q', 'max', '-o'],
  },
  zh: {
    id: 'espeak-ng-cmn',
    debianPackage: 'espeak-ng',
    command: ['espeak-ng', '-v', 'cmn', '-b', '1', '--stdin', '-w'],
  },
};
