import { Column, Entity } from 'typeorm';
import type { Language } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';
import type { WorkingHours } from '../routing/snapshot.js';

@Entity('professionals')
export class Professional extends Row {
  @Column('text')
  displayName!: string;

  /** IANA name, e.g. America/New_York. */
  @Column('text')
  timeZone!: string;

  @Column('jsonb')
  workingHours!: WorkingHours;

  @Column('boolean')
  away!: boolean;

  /** Must press 1 before being joined to a caller: keeps a voicemail greeting from reaching the caller. */
  @Column('boolean')
  acceptance!: boolean;

  @Column('text')
  language!: Language;

  /** Whether callers without a number may ring. */
  @Column('text', { default: 'accept' })
  withheldNumbers!: 'accept' | 'refuse';
}
