import type { Language, Prompt } from '../call-flow/prompt.js';

/** Makes words into prompts. Rejects with a PromptError what cannot be spoken. */
export abstract class SpokenTexts {
  abstract textPrompt(language: Language, text: string): Promise<Prompt>;
}
