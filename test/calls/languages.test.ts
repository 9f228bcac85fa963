import { choiceText, invitationText, whisperText } from '../../src/prompts/templates.js';
import { talk } from './support/conversation.js';
import type { Category, Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';

const NUMBER = '+12025550103';

describe('a Mandarin switchboard number', () => {
  const board = useSwitchboard();
  let insurance: Category;
  let professional: Person;

  beforeAll(async () => {
    insurance = await board.people.category('Insurance', '保险');
    const settings = { firstDigitSeconds: 2, ringSeconds: 5 };
    const menu = await board.people.menu(NUMBER, [insurance], settings, 'zh');
    professional = await board.people.professional('Insurance 1', insurance, { language: 'zh' });
    await board.people.extension(professional, menu);
  }, 30_000);

  const words = (text: string) => board.sounds.words(text, 'zh');

  it('speaks Mandarin to the caller and to a professional who wants it', async () => {
    const caller = await board.phones.call(NUMBER);
    await caller.hears(board.sounds.said('greeting', 'zh'));
    await caller.hears(words(choiceText('zh', '保险', '1')));
    await caller.press('1');
    await caller.hears(words(invitationText('zh', '保险')));
    await caller.press('0');
    const phone = await professional.line.called();
    await phone.answer();
    await phone.hears(words(whisperText('zh', '保险')));
    await phone.press('1');
    await talk(caller, phone);
    expect(caller.hasHeard(board.sounds.said('greeting', 'en'))).toBe(false);
  });

  it('says in Mandarin that a line is busy', async () => {
    const caller = await board.phones.call(NUMBER);
    await caller.answered();
    await caller.press(professional.extension);
    await (await professional.line.called()).refuse('busy');
    await caller.hears(board.sounds.said('line-busy', 'zh'));
  });
});
