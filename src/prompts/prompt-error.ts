export type PromptErrorCode =
  'prompt_text_too_long' | 'prompt_text_empty' | 'prompt_text_unspeakable' | 'speech_failed';

/** Words that could not be made into a prompt. */
export class PromptError extends Error {
  constructor(
    readonly code: PromptErrorCode,
    text: string,
    problem: string,
  ) {
    super(`The prompt text "${firstWords(text)}" ${problem}.`);
    this.name = 'PromptError';
  }
}

const firstWords = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
