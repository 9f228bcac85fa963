import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/** A caller and a professional, bound to one number for a time. The table lets no two of them cross. */
@Entity('sessions')
export class Session extends Row {
  /** Null when the number was removed after the session was over. */
  @Column('uuid', { nullable: true })
  sessionNumberId!: string | null;

  @Column('uuid')
  listingId!: string;

  @Column('uuid')
  professionalId!: string;

  /** Null once it was erased. */
  @Column('text', { nullable: true })
  callerToken!: string | null;

  /** The caller's number, sealed to the session; null once it was erased. */
  @Column('text', { nullable: true })
  keyId!: string | null;

  @Column('bytea', { nullable: true })
  ciphertext!: Buffer | null;

  @Column({ type: 'timestamptz', precision: 3 })
  startsAt!: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endsAt!: Date;

  /** When it was ended before its time. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  endedAt!: Date | null;

  /** What the operator knows it by. */
  @Column('text', { nullable: true })
  reference!: string | null;

  /** From when on nobody is reached by it: `endsAt`, or `endedAt` if that came first. Postgres reckons it. */
  @Column({ type: 'timestamptz', precision: 3, insert: false, update: false })
  overAt!: Date;
}
