import { Column, Entity } from 'typeorm';
import type { Language } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';
import type { RingingSettings } from '../menus/ringing-settings.js';

/** How one professional's listing is reached: an extension of a switchboard number, or a number of its own. */
@Entity('pass_through_numbers')
export class PassThroughNumber extends Row {
  @Column('uuid')
  listingId!: string;

  @Column('text')
  kind!: 'extension' | 'dedicated';

  /** Of an extension; null for a dedicated number. */
  @Column('uuid', { nullable: true })
  switchboardNumberId!: string | null;

  @Column('text', { nullable: true })
  extension!: string | null;

  /** Of a dedicated number, E.164; null for an extension, which takes these from its switchboard number. */
  @Column('text', { nullable: true })
  number!: string | null;

  @Column('text', { nullable: true })
  language!: Language | null;

  @Column('jsonb', { nullable: true })
  ringing!: RingingSettings | null;

  /** Of a dedicated number: its carrier. Null: any may bring calls for it. */
  @Column('uuid', { nullable: true })
  trunkId!: string | null;
}
