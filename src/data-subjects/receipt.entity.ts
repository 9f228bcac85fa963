import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A receipt as it was answered. The table refuses to change or remove any. */
@Entity('receipts')
export class ReceiptRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  /** A professional's id, or the hash of a caller's token. */
  @Column('text')
  subject!: string;

  /** JSON, to the byte. */
  @Column('text')
  body!: string;
}
