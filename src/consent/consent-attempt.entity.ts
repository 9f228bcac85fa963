import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/** A call for consent, as it counts against the limits: it outlives its request and its listing. */
@Entity('consent_attempts')
export class ConsentAttempt extends Row {
  @Column('uuid')
  requestId!: string;

  /** The number that was called, as direct lines are found by. */
  @Column('bytea')
  lineIndex!: Buffer;

  /** Who applied, keyed: a platform's reference may be a private number itself. */
  @Column('bytea')
  applicantIndex!: Buffer;
}
