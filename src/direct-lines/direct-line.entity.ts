import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/**
 * A hidden number, sealed. A replaced number gets a row id of its own,
 * so that an old ciphertext cannot be put back in its place.
 */
@Entity('direct_lines')
export class DirectLineRow extends Row {
  @Column('uuid')
  professionalId!: string;

  /** Nonce, tag and ciphertext of AES-256-GCM; bound to this row and its professional. */
  @Column('bytea')
  ciphertext!: Buffer;

  /** Which key sealed it. */
  @Column('text')
  keyId!: string;

  /** HMAC of the number, by which it is found without being opened. */
  @Column('bytea')
  numberIndex!: Buffer;
}
