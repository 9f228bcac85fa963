import type { Language } from '../call-flow/prompt.js';

/** Sentences around a category's name. The name stands alone or before a noun, so that any noun fits. */
export const TEMPLATES = {
  choice: { en: 'For {category}, press {key}.', zh: '{category}，请按 {key}。' },
  invitation: {
    en:
      '{category}. If you know the extension, dial it now. ' +
      'For the next available professional, press 0 or stay on the line.',
    zh: '{category}。知道分机号请直接拨打，需要转接下一位空闲的专业人员，请按 0 或者在线等候。',
  },
  whisper: {
    en: 'A call through Throughline, for your {category} listing. Press 1 to accept.',
    zh: '您有一个 Throughline 来电，类别是{category}，接听请按 1。',
  },
  /** Kept with the consent that is given to it: a new wording is a new sentence, not a better one. */
  question: {
    en:
      'Hello. {organisation} wants to list this line for {name}, as {category}. ' +
      'Callers would reach you here, and would not see your number.',
    zh:
      '您好，{organisation} 希望登记这部电话，姓名是{name}，类别是{category}。' +
      '来电者可以通过我们联系到您，但是看不到您的号码。',
  },
} as const satisfies Record<string, Record<Language, string>>;

/** "For insurance, press 1." */
export function choiceText(language: Language, categoryName: string, key: string): string {
  return fill(TEMPLATES.choice[language], { category: categoryName, key });
}

/** Said after a category was chosen; repeats its name, so that a wrong key is noticed. */
export function invitationText(language: Language, categoryName: string): string {
  return capitalised(fill(TEMPLATES.invitation[language], { category: categoryName }));
}

/** Said to a professional before the caller is put through. */
export function whisperText(language: Language, categoryName: string): string {
  return fill(TEMPLATES.whisper[language], { category: categoryName });
}

/** Asked of a line's owner: who wants to list it, and as what. */
export function questionText(
  language: Language,
  asked: { organisation: string; name: string; category: string },
): string {
  return fill(TEMPLATES.question[language], asked);
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name]?.trim() ?? '');
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
