import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A caller's number, sealed to its call: kept where the professional who was rung may want to call back. */
@Entity('caller_numbers')
export class KeptCaller {
  @PrimaryColumn('text')
  callId!: string;

  /** Who was rung last. */
  @Column('uuid')
  professionalId!: string;

  @Column('text')
  token!: string;

  /** The published number that the caller knows. */
  @Column('text')
  dialled!: string;

  @Column('text')
  keyId!: string;

  @Column('bytea')
  ciphertext!: Buffer;

  /** When the call began. */
  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;
}
