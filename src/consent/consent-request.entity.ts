import { Column, Entity } from 'typeorm';
import type { NoConsent } from '../call-flow/plan.js';
import type { Language } from '../call-flow/prompt.js';
import { Row } from '../database/row.js';

/** A line's owner is asked whether it may be listed. */
@Entity('consent_requests')
export class ConsentRequest extends Row {
  @Column('uuid')
  listingId!: string;

  /** The line that is asked; a yes counts for it alone. */
  @Column('uuid')
  directLineId!: string;

  @Column('text')
  language!: Language;

  /** The very words that are said. */
  @Column('text')
  wording!: string;

  /** Of the one-time code, keyed and bound to this request. */
  @Column('bytea')
  codeHash!: Buffer;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt!: Date;

  @Column('integer', { default: 0 })
  wrongCodes!: number;

  /** When the right code was entered: once. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  codeUsedAt!: Date | null;

  /** How the last call for it stands or ended. `calling`: the line rings; `answered`: its owner is asked. */
  @Column('text', { default: 'calling' })
  state!: 'calling' | 'answered' | 'given' | NoConsent;

  /** That call; null for the moment before it has an id. */
  @Column('text', { nullable: true })
  callId!: string | null;
}
