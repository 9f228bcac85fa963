import { CreateDateColumn, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';

/**
 * What every table has. Times are kept to the millisecond, which is all a JavaScript Date can carry:
 * a finer time in the table would not compare equal to itself in a page's cursor.
 */
export abstract class Row {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  /** Not `now()`, which is the transaction's start: rows of one transaction would have no order. */
  @CreateDateColumn({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  updatedAt!: Date;
}
