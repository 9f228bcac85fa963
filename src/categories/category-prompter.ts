import { Injectable } from '@nestjs/common';
import type { Language } from '../call-flow/prompt.js';
import { SpokenTexts } from '../menus/spoken-texts.js';
import { invitationText, whisperText } from '../prompts/templates.js';
import type { Category, CategoryPrompts } from './category.entity.js';

/** Makes what is said about a category: in both languages, since a callee's need not be the caller's. */
@Injectable()
export class CategoryPrompter {
  constructor(private readonly texts: SpokenTexts) {}

  async promptsOf(names: Category['names']): Promise<Category['prompts']> {
    const [en, zh] = await Promise.all([this.inLanguage('en', names.en), this.inLanguage('zh', names.zh)]);
    return { en, zh };
  }

  private async inLanguage(language: Language, name: string): Promise<CategoryPrompts> {
    const [invitation, whisper] = await Promise.all([
      this.texts.textPrompt(language, invitationText(language, name)),
      this.texts.textPrompt(language, whisperText(language, name)),
    ]);
    return { invitation, whisper };
  }
}
