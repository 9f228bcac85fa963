/** Languages that prompts are spoken in. */
export type Language = 'en' | 'zh';

/** A name in the prompt catalogue, or `text/<content key>` for words that were made for one menu or category. */
export type Prompt = string;
