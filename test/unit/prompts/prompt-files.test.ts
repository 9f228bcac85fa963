import { audioPath, fileOf } from '../../../src/prompts/prompt-files.js';

describe('the file of a prompt', () => {
  it('is named after a catalogue name and what is said', () => {
    expect(fileOf('en', 'greeting')).toMatch(/^en\/greeting-[0-9a-f]{24}$/);
    expect(fileOf('zh', 'greeting')).toMatch(/^zh\/greeting-[0-9a-f]{24}$/);
  });

  it('is the content key of an operator’s words', () => {
    const prompt = `text/${'0a'.repeat(12)}`;
    expect(fileOf('en', prompt)).toBe(prompt);
    expect(audioPath('/prompts', prompt)).toBe(`/prompts/${prompt}.ulaw`);
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'text/../../../etc/passwd',
    `text/${'0a'.repeat(12)}/../../x`,
    `../text/${'0a'.repeat(12)}`,
    `text/${'0a'.repeat(12)}\n`,
    `text/${'0A'.repeat(12)}`,
    'text/',
    'music/hold',
    'en/greeting',
    'constructor',
    '',
  ])('is none for %j', (prompt) => expect(fileOf('en', prompt)).toBeUndefined());
});
