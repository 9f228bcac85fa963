export const PROMPT_SETTINGS = Symbol('prompt settings');

export interface PromptSettings {
  /** Absolute, and the same for Asterisk. */
  directory: string;
  /** Put before the synthesiser's command; empty where it is installed on the machine itself. */
  runner: string[];
}
