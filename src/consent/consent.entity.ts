import { Column, Entity } from 'typeorm';
import type { Language } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';

/** How a professional's yes reached us. */
export type ConsentMethod = 'demo' | 'operator';

/** A recorded yes. A listing has at most one that is not withdrawn; the others are its history. */
@Entity('consents')
export class Consent extends Row {
  @Column('uuid')
  listingId!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  givenAt!: Date;

  /** The very words that were agreed to. */
  @Column('text')
  wording!: string;

  @Column('text')
  language!: Language;

  @Column('text')
  method!: ConsentMethod;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt!: Date | null;
}
