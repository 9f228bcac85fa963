import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/**
 * A pass-through number that was removed: who has written it down would reach somebody else under it. It rests until
 * retention removes this row; triggers write it, because numbers also go with their listing and their professional.
 */
@Entity('resting_numbers')
export class RestingNumber extends Row {
  /** E.164: of an extension, the switchboard number it was dialled under. */
  @Column('text')
  number!: string;

  @Column('text', { nullable: true })
  extension!: string | null;

  /** Null, as whose it was, once the professional was erased. */
  @Column('uuid', { nullable: true })
  listingId!: string | null;

  @Column('uuid', { nullable: true })
  professionalId!: string | null;
}
