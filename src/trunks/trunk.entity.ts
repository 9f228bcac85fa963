import type { CountryCode } from 'libphonenumber-js';
import { Column, Entity } from 'typeorm';
import { Row } from '../database/row.js';

type Transport = 'udp' | 'tcp' | 'tls';
type Media = 'rtp' | 'srtp';
type Codec = 'ulaw' | 'alaw' | 'g722' | 'opus';

/** How a carrier writes numbers. */
export interface NumberFormat {
  style: 'e164' | 'plain' | 'national' | 'international';
  /** Digits that stand before each number. */
  prefix?: string | undefined;
}

/** Countries (`US`) or prefixes (`+1202`). */
export interface DestinationRules {
  /** Empty: all. */
  allow: string[];
  refuse: string[];
}

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

  /** SRTP only over TLS, which keeps its keys. */
  @Column('text', { default: 'rtp' })
  media!: Media;

  /** Addresses whose calls are let in as this trunk's. */
  @Column('jsonb')
  match!: string[];

  /** Whether we tell the carrier where we are, with our credentials. */
  @Column('boolean', { default: false })
  registers!: boolean;

  /** How often the carrier is asked whether it is there (s); 0 is never. */
  @Column('integer', { default: 15 })
  probeSeconds!: number;

  /** Lower is tried first. */
  @Column('integer')
  priority!: number;

  /** Its share of the calls among trunks of one priority. */
  @Column('integer', { default: 1 })
  weight!: number;

  @Column('boolean')
  enabled!: boolean;

  @Column('jsonb')
  codecs!: Codec[];

  /** Whose national numbers it writes. Null: the default country. */
  @Column('text', { nullable: true })
  country!: CountryCode | null;

  @Column('jsonb', { default: { in: { style: 'e164' }, out: { style: 'e164' } } })
  numberFormats!: { in: NumberFormat; out: NumberFormat };

  @Column('jsonb', { default: { allow: [], refuse: [] } })
  destinations!: DestinationRules;

  /** E.164; those the carrier lets us display, the first in place of any other. Empty: any. */
  @Column('jsonb', { default: [] })
  presentedNumbers!: string[];

  /** At the same time, over all processes. Null: no limit. */
  @Column('integer', { nullable: true })
  maxCalls!: number | null;

  @Column('integer', { nullable: true })
  maxCallsPerSecond!: number | null;
}
