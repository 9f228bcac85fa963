import { Column, Entity } from 'typeorm';
import type { Language } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';
import type { RingingSettings } from '../menus/ringing-settings.js';

/** A published number that sessions are given, each for its time. */
@Entity('session_numbers')
export class SessionNumber extends Row {
  /** E.164. */
  @Column('text')
  number!: string;

  @Column('text')
  label!: string;

  @Column('text')
  language!: Language;

  @Column('jsonb')
  ringing!: RingingSettings;

  /** The carrier whose number it is. Null: any may bring calls for it. */
  @Column('uuid', { nullable: true })
  trunkId!: string | null;
}
