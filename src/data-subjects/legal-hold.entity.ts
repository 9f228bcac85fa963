import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/** Nothing of this person is erased, by request or by time, until the hold is lifted. */
@Entity('legal_holds')
export class LegalHold extends Row {
  @Column('uuid', { nullable: true })
  professionalId!: string | null;

  /** Of a caller; null some time after the hold was lifted. */
  @Column('text', { nullable: true })
  token!: string | null;

  @Column('text')
  reason!: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  liftedAt!: Date | null;

  @Column('text', { nullable: true })
  liftReason!: string | null;
}
