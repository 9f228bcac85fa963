import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

/** A caller who is not put through, to one professional or to anybody. */
@Entity('blocked_callers')
export class BlockedCaller extends Row {
  /** The token: the number itself is not kept. */
  @Column('text', { name: 'token' })
  caller!: string;

  /** Whether the token is told: that of a number that somebody named would tell whose calls those are. */
  @Column('boolean', { default: false })
  callerTold!: boolean;

  /** Null: by the whole switchboard. */
  @Column('uuid', { nullable: true })
  professionalId!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;
}
