import { PromptError } from './prompt-error.js';

export const MOST_CHARACTERS = 500;

/**
 * Words as a synthesiser may have them. They reach it on standard input and never as arguments; what is left to
 * take away is its own mark-up: espeak-ng reads [[ ]] as phonemes.
 */
export function spokenText(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/[[\]\p{Cc}\s]+/gu, ' ')
    .trim();
  if (clean.length > MOST_CHARACTERS)
    throw new PromptError(
      'prompt_text_too_long',
      clean,
      `has ${clean.length} characters; shorten it to ${MOST_CHARACTERS}`,
    );
  if (!/[\p{L}\p{N}]/u.test(clean))
    throw new PromptError('prompt_text_empty', clean, 'has no letter or digit; write what is to be said');
  return clean;
}
