import { Module } from '@nestjs/common';
import { Routing } from '../call-runtime/ports.js';
import { guardProviders } from '../guard/guard-providers.js';
import { GuardCounters } from '../guard/guard-counters.js';
import { ExtensionGuard } from '../guard/extension-guard.js';
import { RedisModule } from '../redis/redis.module.js';
import { CachedRoutingChanges } from './cached-routing-changes.js';
import { CallerTables } from './caller-tables.js';
import { CallingProfessionals } from './calling-professionals.js';
import { CallsAgain } from './calls-again.js';
import { CandidateFinder } from './candidates.js';
import { Entries } from './entries.js';
import { IdleTimes } from './idle-times.js';
import { LineOwnerStore } from './line-owner-store.js';
import { LineOwners } from './line-owners.js';
import { LookupCache } from './lookup-cache.js';
import { LookupCounters } from './lookup-counters.js';
import { LookupStore } from './lookup-store.js';
import { Lookups } from './lookups.js';
import { Offers } from './offers.js';
import { Reservations } from './reservations.js';
import { ReturnCalls } from './return-calls.js';
import { RoutingChanges } from './routing-changes.js';
import { RoutingService } from './routing.service.js';
import { RoutingTables } from './routing-tables.js';
import { SessionCalls } from './session-calls.js';
import { SessionTables } from './session-tables.js';
import { SharedReservations } from './shared-reservations.js';

@Module({
  imports: [RedisModule],
  providers: [
    { provide: Routing, useClass: RoutingService },
    { provide: RoutingChanges, useClass: CachedRoutingChanges },
    Lookups,
    RoutingTables,
    LookupCache,
    LookupStore,
    LookupCounters,
    SessionTables,
    CallerTables,
    LineOwnerStore,
    LineOwners,
    CallsAgain,
    CallingProfessionals,
    SessionCalls,
    ReturnCalls,
    Entries,
    CandidateFinder,
    Offers,
    Reservations,
    SharedReservations,
    IdleTimes,
    ...guardProviders,
  ],
  exports: [
    Routing,
    RoutingChanges,
    Lookups,
    LookupCounters,
    IdleTimes,
    CallsAgain,
    ExtensionGuard,
    GuardCounters,
  ],
})
export class RoutingModule {}
