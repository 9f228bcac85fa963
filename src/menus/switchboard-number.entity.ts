import { Column, Entity } from 'typeorm';
import type { Entry, Menu, RingingRules } from '../call-flow/plan.js';
import type { Language } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';
import type { MenuSettings } from './menu-settings.js';

/** A menu as the call flow takes it: times in ms, words made into prompts. */
export interface CompiledMenu {
  menu: Menu;
  rules: RingingRules;
  words: Entry['words'];
  /** For how long a caller is offered whom they spoke with, in ms; 0 is never. */
  callAgainMs: number;
}

/** A published number that leads into a menu. */
@Entity('switchboard_numbers')
export class SwitchboardNumber extends Row {
  /** E.164. */
  @Column('text')
  number!: string;

  @Column('text')
  label!: string;

  @Column('text')
  language!: Language;

  /** As the operator wrote it. */
  @Column('jsonb')
  menu!: MenuSettings;

  /** Made from `menu` whenever it, the language or a category's name changes. */
  @Column('jsonb')
  compiled!: CompiledMenu;

  /** The carrier whose number it is. Null: any may bring calls for it. */
  @Column('uuid', { nullable: true })
  trunkId!: string | null;
}
