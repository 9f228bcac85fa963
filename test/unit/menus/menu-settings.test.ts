import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CALLER_PROMPTS } from '../../../src/menus/caller-prompts.js';
import { menuSettings } from '../../../src/menus/menu-settings.js';
import { ringingRules, ringingSettings } from '../../../src/menus/ringing-settings.js';
import { isCatalogueName } from '../../../src/prompts/catalogue.js';

const choice = { key: '1', category: 'insurance' };

const problems = (menu: unknown): string[] =>
  menuSettings.safeParse(menu).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];

describe('A menu', () => {
  it('has defaults for all but its choices', () => {
    expect(menuSettings.parse({ choices: [choice] })).toEqual({
      choices: [choice],
      firstDigitSeconds: 7,
      interDigitSeconds: 4,
      attempts: 3,
      callAgainHours: 24,
      ringSeconds: 25,
      callerHears: 'ringing',
      mostTries: 3,
      longestMinutes: 120,
    });
  });

  it.each<[string, object, RegExp]>([
    ['no choices', {}, /^choices: /],
    ['an empty list of choices', { choices: [] }, /^choices: /],
    ['six choices', { choices: Array(6).fill(choice) }, /^choices: /],
    ['key 0', { choices: [{ ...choice, key: '0' }] }, /^choices\.0\.key: /],
    ['key 6', { choices: [{ ...choice, key: '6' }] }, /^choices\.0\.key: /],
    ['a number for a key', { choices: [{ ...choice, key: 1 }] }, /^choices\.0\.key: /],
    ['no category', { choices: [{ key: '1' }] }, /^choices\.0\.category: /],
    ['empty words', { choices: [choice], greeting: ' ' }, /^greeting: /],
    ['endless words', { choices: [choice], greeting: 'a'.repeat(501) }, /^greeting: /],
    ['an empty invitation', { choices: [{ ...choice, invitation: '' }] }, /^choices\.0\.invitation: /],
    ['empty words for a prompt', { choices: [choice], prompts: { goodbye: '' } }, /^prompts\.goodbye: /],
    ['words for no prompt', { choices: [choice], prompts: { farewell: 'Bye.' } }, /^prompts: .*"farewell"/],
    ['words for the professional', { choices: [choice], prompts: { whisper: 'x' } }, /^prompts: .*"whisper"/],
    ['too little time', { choices: [choice], interDigitSeconds: 0 }, /^interDigitSeconds: /],
    ['no attempts', { choices: [choice], attempts: 0 }, /^attempts: /],
    ['too much ringing', { choices: [choice], ringSeconds: 121 }, /^ringSeconds: /],
    ['the callee’s network', { choices: [choice], callerHears: 'callee' }, /^callerHears: /],
    ['not a number', { choices: [choice], mostTries: NaN }, /^mostTries: /],
    ['an endless call', { choices: [choice], longestMinutes: 481 }, /^longestMinutes: /],
    ['an unknown field', { choices: [choice], volume: 11 }, /volume/],
  ])('with %s is refused by the field’s name', (_what, menu, problem) => {
    expect(problems(menu)).toContainEqual(expect.stringMatching(problem));
  });

  it('has each key and each category once', () => {
    const choices = [
      choice,
      { key: '2', category: 'doctor' },
      { key: '1', category: 'lawyer' },
      { key: '3', category: 'doctor' },
    ];
    expect(problems({ choices })).toEqual([
      'choices.2.key: key 1 is used by another choice; give each choice one of its own',
      'choices.3.category: category doctor is used by another choice; give each choice one of its own',
    ]);
  });

  it('may have all that its callers are told in other words, as the stories of calls tell it', () => {
    const folder = join(import.meta.dirname, '../../scenarios/stories');
    const stories = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const said = stories.join('').matchAll(/says(?: in Mandarin)?: (.*)/g);
    const names = new Set(
      [...said].flatMap(([, prompts = '']) => prompts.split(', ')).filter(isCatalogueName),
    );
    // Said to professionals, and to owners who are asked for consent.
    for (const name of names) if (/^(professional|consent)-/.test(name)) names.delete(name);
    // The one has a field of its own, the other is said when there is no menu.
    names.delete('greeting');
    names.delete('number-unknown');
    expect([...names].sort()).toEqual([...CALLER_PROMPTS].sort());
    const prompts = Object.fromEntries(CALLER_PROMPTS.map((name) => [name, 'In other words.']));
    expect(menuSettings.parse({ choices: [choice], prompts }).prompts).toEqual(prompts);
  });

  it.each([null, 'menu', [], 7])('is an object, not %j', (menu) => {
    expect(problems(menu)).not.toEqual([]);
  });
});

describe('The rules of ringing', () => {
  it('are kept in the units of people and used in ms', () => {
    expect(ringingRules(ringingSettings.parse({}))).toEqual({
      ringMs: 25_000,
      callerHears: 'ringing',
      mostTries: 3,
      longestMs: 7_200_000,
    });
  });
});
