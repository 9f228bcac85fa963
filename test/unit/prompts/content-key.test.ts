import { contentKey } from '../../../src/prompts/content-key.js';
import { VOICES } from '../../../src/prompts/voices.js';

describe('a content key', () => {
  const key = contentKey('en', 'Press 1.');

  it('is the same for the same words, voice and finish', () => {
    expect(contentKey('en', 'Press 1.')).toBe(key);
    expect(key).toMatch(/^[0-9a-f]{24}$/);
  });

  it('changes with the words', () => {
    expect(contentKey('en', 'Press 2.')).not.toBe(key);
    expect(contentKey('en', 'Press 1')).not.toBe(key);
  });

  it('changes with the language, and so with the voice', () =>
    expect(contentKey('zh', 'Press 1.')).not.toBe(key));

  it.each([
    ['name', { id: 'another' }],
    ['parameters', { command: [...VOICES.en.command, '-r', '90'] }],
    ['spelling of a word in it', { spellings: [[/Press/g, 'Prehss']] as [RegExp, string][] }],
  ])("changes with the voice's %s", (_, change) => {
    const voice = VOICES.en;
    try {
      VOICES.en = { ...voice, ...change };
      expect(contentKey('en', 'Press 1.')).not.toBe(key);
    } finally {
      VOICES.en = voice;
    }
  });
});
