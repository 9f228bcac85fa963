import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An entry of the audit log. The table refuses to change or remove any; each hash covers the one before. */
@Entity('audit_log')
export class AuditRow {
  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'bigint', transformer: { from: Number, to: (seq: number) => seq } })
  seq!: number;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column('text')
  actor!: string;

  @Column('text')
  action!: string;

  @Column('text')
  subject!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('jsonb')
  detail!: Record<string, unknown>;

  /** Hash of the entry before. */
  @Column('bytea')
  previous!: Buffer;

  @Column('bytea')
  hash!: Buffer;
}
