import { Column, Entity } from 'typeorm';
import type { Language, Prompt } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';
import type { Strategy } from '../routing/snapshot.js';

/** What is said about a category, ready to be played, in one language. */
export interface CategoryPrompts {
  /** To a caller who chose it: dial the extension, or wait for the next available. */
  invitation: Prompt;
  /** To a professional before the call is accepted. */
  whisper: Prompt;
}

@Entity('categories')
export class Category extends Row {
  /** A slug, e.g. `insurance`. Never changes: menus refer to it. */
  @Column('text')
  key!: string;

  /** Spoken and shown. */
  @Column('jsonb')
  names!: Record<Language, string>;

  @Column('text')
  strategy!: Strategy;

  @Column('jsonb')
  prompts!: Record<Language, CategoryPrompts>;
}
