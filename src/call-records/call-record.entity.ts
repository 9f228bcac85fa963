import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Attempt, CallKind, CallOutcome, TimelineEntry } from '../call-flow/record.js';

/**
 * What is kept of a call. It names people by id and without foreign keys:
 * a record may arrive after its professional is gone, and outlives them.
 */
@Entity('call_records')
export class CallRecordRow {
  /** The call's id: writing a record twice writes it once. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text', { nullable: true })
  dialled!: string | null;

  /** The caller's token: equal for calls of one caller. Null where it was withheld, a direct line, or erased. */
  @Column('text', { name: 'caller_token', nullable: true })
  caller!: string | null;

  /**
   * Whether operators are told the token. Not of a call that shows by itself whose it may be: one that was refused,
   * to who blocked a number, and one for a session, to who made it for a number.
   */
  @Column('boolean', { default: true })
  callerTold!: boolean;

  @Column('boolean', { name: 'caller_withheld', default: false })
  withheld!: boolean;

  @Column('text', { default: 'inbound' })
  kind!: CallKind;

  @Column({ type: 'timestamptz', precision: 3 })
  startedAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  connectedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3 })
  endedAt!: Date;

  @Column('text')
  outcome!: CallOutcome;

  @Column('integer')
  cause!: number;

  @Column('uuid', { nullable: true })
  categoryId!: string | null;

  @Column('uuid', { nullable: true })
  listingId!: string | null;

  @Column('uuid', { nullable: true })
  professionalId!: string | null;

  @Column('uuid', { nullable: true })
  arrivedBy!: string | null;

  @Column('uuid', { nullable: true })
  trunkId!: string | null;

  @Column('jsonb', { default: [] })
  attempts!: Attempt[];

  @Column('jsonb')
  timeline!: TimelineEntry[];
}
