import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';
import type { KeyState, Purpose } from './data-key.js';

/** A data key, wrapped by the master key: without that one it is of no use. */
@Entity('vault_keys')
export class VaultKey {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  purpose!: Purpose;

  /** Null: the key that databases of version 0.1 derived from the master key; wrapped at the next boot. */
  @Column('bytea', { nullable: true })
  wrapped!: Buffer | null;

  @Column('text')
  state!: KeyState;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;

  /** When the last row that it sealed was sealed anew. Null while that is still to be done. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  retiredAt!: Date | null;
}
