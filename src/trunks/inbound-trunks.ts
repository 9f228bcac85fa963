import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { KnownTrunks } from './known-trunks.js';
import { asE164 } from './number-format.js';
import { TrunkCounters } from './trunk-counters.js';

const E164 = { style: 'e164' } as const;

/** What comes in by a trunk. `trunkId` is null for a phone of our own, which writes numbers as people do. */
@Injectable()
export class InboundTrunks {
  constructor(
    private readonly known: KnownTrunks,
    private readonly counters: TrunkCounters,
    private readonly config: Config,
  ) {}

  /** A dialled or a calling number as the trunk wrote it, in E.164. Undefined: it is none, or withheld. */
  e164(text: string, trunkId: string | null): string | undefined {
    const trunk = trunkId === null ? undefined : this.known.byId(trunkId);
    const country = trunk?.country ?? this.config.defaultCountry;
    return asE164(text, trunk?.numberFormats.in ?? E164, country);
  }

  /** Whether a number assigned to `assignedTo` (null: to none) may be called by the trunk. */
  mayBring(assignedTo: string | null, trunkId: string | null): boolean {
    if (assignedTo === null || trunkId === null || assignedTo === trunkId) return true;
    this.counters.refusedInbound++;
    return false;
  }
}
