import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';

/** Whom the switchboard calls at all, and how much: one row. */
@Entity('calling_policy')
export class CallingPolicyRow {
  @PrimaryColumn('integer')
  id!: 1;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  updatedAt!: Date;

  /** Countries (`US`) or prefixes (`+1202`). Null: the countries of the switchboard's own numbers. */
  @Column('jsonb', { nullable: true })
  allow!: string[] | null;

  @Column('jsonb')
  refuse!: string[];

  @Column('integer')
  mostPerProfessionalHour!: number;

  @Column('integer')
  mostPerMinute!: number;

  @Column('integer')
  longestCallMinutes!: number;
}
