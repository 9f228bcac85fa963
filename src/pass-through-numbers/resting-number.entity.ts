import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/**
 * A pass-through number or a number of sessions that was removed: who has written it down would reach somebody else
 * under it. It rests until retention removes this row; triggers write it, because numbers also go with their listing
 * and their professional.
 */
@Entity('resting_numbers')
export class RestingNumber extends Row {
  /** E.164: of an extension, the switchboard number it was dialled under. */
  @Column('text')
  number!: string;

  @Column('text', { nullable: true })
  extension!: string | null;

  /** Of a number of sessions, which was everybody's in turn: it may be one again at once, and nothing else. */
  @Column('boolean', { default: false })
  ofSessions!: boolean;

  /** Null, as whose it was, once the professional was erased. */
  @Column('uuid', { nullable: true })
  listingId!: string | null;

  @Column('uuid', { nullable: true })
  professionalId!: string | null;
}
