import type { CountryCode } from 'libphonenumber-js';
import type { Config } from '../../../src/config/config.js';
import type { KnownTrunks } from '../../../src/trunks/known-trunks.js';
import { InboundTrunks } from '../../../src/trunks/inbound-trunks.js';
import { TrunkCounters } from '../../../src/trunks/trunk-counters.js';
import type { Trunk } from '../../../src/trunks/trunk.entity.js';

/** What comes in by these trunks, and by our own phones. */
export const inbound = (
  trunks: Partial<Trunk>[] = [],
  defaultCountry: CountryCode = 'US',
  counters = new TrunkCounters(),
): InboundTrunks =>
  new InboundTrunks(
    { byId: (id: string) => trunks.find((trunk) => trunk.id === id) } as KnownTrunks,
    counters,
    { defaultCountry } as Config,
  );
