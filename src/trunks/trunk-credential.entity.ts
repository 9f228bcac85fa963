import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/** `ours`: how we authenticate at the carrier. `theirs`: how the carrier authenticates at us. */
export type CredentialPurpose = 'ours' | 'theirs';

/** A name and a sealed password. */
@Entity('trunk_credentials')
export class TrunkCredential extends Row {
  @Column('uuid')
  trunkId!: string;

  @Column('text')
  purpose!: CredentialPurpose;

  @Column('text')
  username!: string;

  @Column('text')
  keyId!: string;

  @Column('bytea')
  ciphertext!: Buffer;
}
