import { readdirSync, readFileSync } from 'node:fs';
import { CATALOGUE, catalogueNames, isCatalogueName, LANGUAGES } from '../../../src/prompts/catalogue.js';
import { spokenText } from '../../../src/prompts/spoken-text.js';
import {
  choiceText,
  invitationText,
  questionText,
  TEMPLATES,
  whisperText,
} from '../../../src/prompts/templates.js';

const HAN = /\p{Script=Han}/u;
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the catalogue', () => {
  it.each(catalogueNames)('%s is written in both languages, ready to be spoken', (name) => {
    const { en, zh } = CATALOGUE[name];
    expect(en).not.toMatch(HAN);
    expect(zh).toMatch(HAN);
    for (const text of [en, zh]) {
      expect(spokenText(text)).toBe(text);
      expect(text).toMatch(/[.。]$/);
      expect(text).not.toMatch(/[{}]/);
    }
  });

  it('has names that are fit for files', () => {
    for (const name of catalogueNames) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  it('takes nothing of JavaScript for a name', () => {
    for (const name of ['constructor', '__proto__', 'toString', ''])
      expect(isCatalogueName(name)).toBe(false);
  });

  it('has every name that the call flow says', () => {
    const folder = new URL('../../../src/call-flow/', import.meta.url);
    const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));
    const lists = sources.flatMap((source) => [...source.matchAll(/\b(?:say|end)\([^[\]]*\[([^\]]*)\]/g)]);
    const names = lists.flatMap(([, list = '']) =>
      [...list.matchAll(/'([^']+)'/g)].map(([, name = '']) => name),
    );
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !isCatalogueName(name))).toEqual([]);
  });

  it.each([
    ...['busy', 'declined', 'no-answer', 'unreachable', 'not-accepted'],
    ...['not-available', 'number-withheld'],
  ])('tells why nobody was reached: %s', (outcome) => {
    expect(isCatalogueName(`line-${outcome}`)).toBe(true);
  });
});

describe('the templates', () => {
  it.each(Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[])(
    '%s asks for the same in both languages',
    (name) => {
      const { en, zh } = TEMPLATES[name];
      expect(placeholders(en)).toEqual(placeholders(zh));
      expect(placeholders(en)).toContain('{category}');
    },
  );

  it('are filled', () => {
    expect(choiceText('en', 'insurance', '1')).toBe('For insurance, press 1.');
    expect(choiceText('zh', '保险', '1')).toBe('保险，请按 1。');
    expect(invitationText('en', 'doctor')).toMatch(/^Doctor\. If you know the extension/);
    expect(whisperText('en', 'insurance')).toMatch(
      /^A call through Throughline, for your insurance listing\./,
    );
    const asked = { organisation: 'A clinic group', name: 'the owner of the line', category: 'doctor' };
    expect(questionText('en', asked)).toMatch(/A clinic group wants to list this line .* as doctor\./);
    for (const language of LANGUAGES) {
      const texts = [choiceText, invitationText, whisperText].map((text) => text(language, 'lawyer', '3'));
      texts.push(questionText(language, asked));
      expect(texts.join()).not.toMatch(/[{}]|undefined/);
    }
  });

  it('take a name as it is, whatever is in it', () => {
    expect(choiceText('en', '{key} $& $1', '4')).toBe('For {key} $& $1, press 4.');
  });
});
