import { Column, Entity } from 'typeorm';
import type { Language } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';

/** How a professional's yes reached us. `operator`: told to us by others, which is not enough any more. */
type ConsentMethod = 'demo' | 'operator' | 'phone';

/** Why a consent is not in force any more: its owner withdrew it, or what it was given for is gone. */
export type Withdrawal = 'phone' | 'api' | 'line-changed' | 'listing-removed';

/**
 * A recorded yes. A listing has at most one that is not withdrawn; the others are its history. It is evidence, so it
 * stays when its listing, its line and its professional go; triggers in the database then end it.
 */
@Entity('consents')
export class Consent extends Row {
  /** Null, as whose it was, once the professional was erased. */
  @Column('uuid', { nullable: true })
  listingId!: string | null;

  @Column('uuid', { nullable: true })
  professionalId!: string | null;

  /** Of the receipt of that erasure: who shows it can say whose consent this was. */
  @Column('uuid', { nullable: true })
  receiptId!: string | null;

  /** The line that yes was said on, as it was then: another number has another id. */
  @Column('uuid', { nullable: true })
  directLineId!: string | null;

  /** The call in which yes was said. */
  @Column('text', { nullable: true })
  callId!: string | null;

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

  @Column('text', { nullable: true })
  withdrawnBy!: Withdrawal | null;
}
