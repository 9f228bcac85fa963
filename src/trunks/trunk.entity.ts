import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

type Transport = 'udp' | 'tcp';
type Codec = 'ulaw' | 'alaw' | 'g722' | 'opus';

/** A carrier's SIP connection, inbound and outbound. */
@Entity('trunks')
export class Trunk extends Row {
  @Column('text')
  name!: string;

  @Column('text')
  host!: string;

  @Column('integer')
  port!: number;

  @Column('text')
  transport!: Transport;

  /** Addresses whose calls are let in as this trunk's. */
  @Column('jsonb')
  match!: string[];

  /** Lower is tried first. */
  @Column('integer')
  priority!: number;

  @Column('boolean')
  enabled!: boolean;

  @Column('jsonb')
  codecs!: Codec[];
}
