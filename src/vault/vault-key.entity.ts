import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** A key that direct lines were sealed with: only its fingerprint, to notice a wrong key at boot. */
@Entity('vault_keys')
export class VaultKey {
  @PrimaryColumn('text')
  id!: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt!: Date;
}
