import { Module } from '@nestjs/common';
import { Routing } from '../call-runtime/ports.js';
import { guardProviders } from '../guard/guard-providers.js';
import { GuardCounters } from '../guard/guard-counters.js';
import { ExtensionGuard } from '../guard/extension-guard.js';
import { CallingPolicyModule } from '../calling-policy/calling-policy.module.js';
import { TrunksModule } from '../trunks/trunks.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { CachedRoutingChanges } from './cache/cached-routing-changes.js';
import { CallerTables } from './tables/caller-tables.js';
import { CallingProfessionals } from './returning/calling-professionals.js';
import { CallsAgain } from './returning/calls-again.js';
import { CandidateFinder } from './candidates.js';
import { Entries } from './entries.js';
import { IdleTimes } from './reservations/idle-times.js';
import { LineOwnerStore } from './tables/line-owner-store.js';
import { LineOwners } from './returning/line-owners.js';
import { LookupCache } from './cache/lookup-cache.js';
import { LookupCounters } from './cache/lookup-counters.js';
import { LookupStore } from './cache/lookup-store.js';
import { Lookups } from './cache/lookups.js';
import { Offers } from './offers.js';
import { Reservations } from './reservations/reservations.js';
import { ReturnCalls } from './returning/return-calls.js';
import { RoutingChanges } from './routing-changes.js';
import { RoutingService } from './routing.service.js';
import { RoutingTables } from './tables/routing-tables.js';
import { SessionCalls } from './returning/session-calls.js';
import { SessionTables } from './tables/session-tables.js';
import { SharedReservations } from './reservations/shared-reservations.js';

@Module({
  imports: [CallingPolicyModule, RedisModule, TrunksModule],
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
