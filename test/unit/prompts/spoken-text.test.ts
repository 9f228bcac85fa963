import { PromptError } from '../../../src/prompts/prompt-error.js';
import { MOST_CHARACTERS, spokenText } from '../../../src/prompts/spoken-text.js';

const refusal = (text: string): unknown => {
  try {
    return spokenText(text);
  } catch (error) {
    return error instanceof PromptError ? error.code : error;
  }
};

describe('text to be spoken', () => {
  it('is one line: a line is what the synthesiser takes for a text', () => {
    expect(spokenText(' Press 1.\r\nOr\t2.\u0000\u2028Or 3. ')).toBe('Press 1. Or 2. Or 3.');
  });

  it('has no phonemes of the synthesiser’s own', () =>
    expect(spokenText('Press [[w0n]] 1.')).toBe('Press w0n 1.'));

  it('keeps the rest of what is written', () => {
    for (const text of ['<b>$(id)</b> & `id` "x" \'y\' \\ ;', '保险，请按 1。', 'Año ½ €5'])
      expect(spokenText(text)).toBe(text);
  });

  it.each(['', '   ', '...', '。，', '[[]]'])('is refused without a letter or digit: %j', (text) =>
    expect(refusal(text)).toBe('prompt_text_empty'),
  );

  it('is refused when it is too long, in a message that does not repeat it all', () => {
    const long = 'word '.repeat(MOST_CHARACTERS / 5);
    expect(refusal(long)).toBe(long.trim());
    expect(refusal(`${long} word`)).toBe('prompt_text_too_long');
    expect(() => spokenText(`${long} word`)).toThrow(
      /^The prompt text "word .{35}…" has \d+ characters; shorten it to 500\.$/,
    );
  });
});
