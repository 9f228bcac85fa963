import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A process that uses the vault, and the keys it knows: a rotation waits for all of them. */
@Entity('vault_readers')
export class VaultReader {
  @PrimaryColumn('uuid')
  id!: string;

  /** Machine and process id, for people. */
  @Column('text')
  name!: string;

  @Column('text', { array: true })
  known!: string[];

  /** The key it seals with. */
  @Column('text', { nullable: true })
  sealing!: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  readAt!: Date;
}
