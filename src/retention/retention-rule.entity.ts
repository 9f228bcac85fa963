import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { RetentionKind } from './rules.js';

/** The days an operator chose for one kind of data; a kind without a row has its default. */
@Entity('retention_rules')
export class RetentionRuleRow {
  @PrimaryColumn('text')
  kind!: RetentionKind;

  @Column('integer')
  days!: number;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  updatedAt!: Date;
}
