import { Injectable } from '@nestjs/common';
import type { Choice } from '../call-flow/plan.js';
import type { Language } from '../call-flow/prompt.js';
import type { Category } from '../categories/category.entity.js';
import { choiceText } from '../prompts/templates.js';
import { Problem } from '../common/problem.js';
import type { MenuSettings } from './menu-settings.js';
import { ringingRules } from './ringing-settings.js';
import { SpokenTexts } from './spoken-texts.js';
import type { CompiledMenu, SwitchboardNumber } from './switchboard-number.entity.js';

/** A menu as an operator wrote it, with the number it belongs to. */
export type MenuSource = Pick<SwitchboardNumber, 'id' | 'language' | 'menu'>;

/** Makes a menu ready for calls: its words become prompts, its seconds ms, its category keys ids. */
@Injectable()
export class MenuCompiler {
  constructor(private readonly texts: SpokenTexts) {}

  async compile({ id, language, menu }: MenuSource, categories: Category[]): Promise<CompiledMenu> {
    const byKey = new Map(categories.map((category) => [category.key, category]));
    refuseUnknown(menu, byKey);
    return {
      menu: {
        switchboardNumberId: id,
        greeting: menu.greeting ? await this.texts.textPrompt(language, menu.greeting) : 'greeting',
        choices: await Promise.all(menu.choices.map((choice) => this.choice(language, choice, byKey))),
        firstDigitMs: menu.firstDigitSeconds * 1000,
        interDigitMs: menu.interDigitSeconds * 1000,
        attempts: menu.attempts,
      },
      rules: ringingRules(menu),
      words: await this.words(language, menu.prompts ?? {}),
      callAgainMs: menu.callAgainHours * 3_600_000,
    };
  }

  private async words(
    language: Language,
    texts: NonNullable<MenuSettings['prompts']>,
  ): Promise<CompiledMenu['words']> {
    const spoken = Object.entries(texts).map(
      async ([name, text]) => [name, await this.texts.textPrompt(language, text)] as const,
    );
    return Object.fromEntries(await Promise.all(spoken));
  }

  private async choice(
    language: Language,
    { key, category: categoryKey, text, invitation }: MenuSettings['choices'][number],
    categories: Map<string, Category>,
  ): Promise<Choice> {
    const category = categories.get(categoryKey) as Category;
    const words = text ?? choiceText(language, category.names[language], key);
    return {
      key,
      categoryId: category.id,
      prompt: await this.texts.textPrompt(language, words),
      invitation: invitation
        ? await this.texts.textPrompt(language, invitation)
        : category.prompts[language].invitation,
    };
  }
}

function refuseUnknown({ choices }: MenuSettings, known: Map<string, Category>): void {
  const errors = choices.flatMap(({ category }, i) =>
    known.has(category)
      ? []
      : [
          {
            field: `menu.choices.${i}.category`,
            message: `there is no category ${category}; create it first`,
          },
        ],
  );
  if (errors.length === 0) return;
  throw new Problem(
    'menu-invalid',
    errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
    errors,
  );
}
