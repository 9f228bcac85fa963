import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';
import type { Role } from './role.js';

@Entity('api_keys')
export class ApiKey extends Row {
  @Column('text')
  name!: string;

  /** SHA-256 of the key. A slow hash guards guessable passwords; a key of 256 random bits is none. */
  @Column('bytea')
  hash!: Buffer;

  @Column('text', { array: true })
  roles!: Role[];

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;
}
