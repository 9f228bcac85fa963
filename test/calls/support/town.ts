import type { CalleePhone } from '../../../scripts/lib/phones/callee-phone.mjs';
import type { CallerPhone } from '../../../scripts/lib/phones/caller-phone.mjs';
import type { CatalogueName } from '../../../src/prompts/catalogue.js';
import { choiceText, invitationText, whisperText } from '../../../src/prompts/templates.js';
import type { Category, Person } from './people.js';
import type { Sound } from './sounds.js';
import type { Switchboard } from './switchboard.js';

/** A switchboard number with a short patience, so that tests need little. */
const HASTY = { firstDigitSeconds: 2, interDigitSeconds: 2, ringSeconds: 5 };

/** A small town: insurance with two people, a doctor who need not accept calls by a key. */
export class Town {
  readonly number = '+12025550100';
  menuId!: string;
  insurance!: Category;
  doctor!: Category;
  insurance1!: Person;
  insurance2!: Person;
  doctor1!: Person;

  constructor(private readonly board: Switchboard) {}

  async build(): Promise<void> {
    const { people } = this.board;
    this.insurance = await people.category('Insurance', '保险');
    this.doctor = await people.category('Doctor', '医生');
    this.menuId = await people.menu(this.number, [this.insurance, this.doctor], HASTY);
    this.insurance1 = await people.professional('Insurance 1', this.insurance);
    this.insurance2 = await people.professional('Insurance 2', this.insurance);
    this.doctor1 = await people.professional('Doctor 1', this.doctor, { acceptance: false });
    for (const person of [this.insurance1, this.insurance2, this.doctor1])
      await people.extension(person, this.menuId);
  }

  /** A caller who is in the menu. */
  async caller(): Promise<CallerPhone> {
    const caller = await this.board.phones.call(this.number);
    await caller.answered();
    return caller;
  }

  /** A caller who has asked for the next available of a category. */
  async callerFor(key: '1' | '2'): Promise<CallerPhone> {
    const caller = await this.caller();
    await caller.press(`${key}0`);
    return caller;
  }

  /** A caller who has dialled somebody's extension. */
  async callerTo(person: Person): Promise<CallerPhone> {
    const caller = await this.caller();
    await caller.press(person.extension);
    return caller;
  }

  /** Answers and accepts. */
  async accept(phone: CalleePhone): Promise<void> {
    await phone.answer();
    await phone.hearsBeginOf(this.whisper());
    await phone.press('1');
  }

  said = (name: CatalogueName): Sound => this.board.sounds.said(name);
  choice = (): Sound => this.board.sounds.words(choiceText('en', this.insurance.name, '1'));
  invitation = ({ name } = this.insurance): Sound => this.board.sounds.words(invitationText('en', name));
  whisper = ({ name } = this.insurance): Sound => this.board.sounds.words(whisperText('en', name));
}

export function useTown(board: Switchboard): Town {
  const town = new Town(board);
  beforeAll(() => town.build(), 30_000);
  return town;
}
