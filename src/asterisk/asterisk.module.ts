import { Global, Logger, Module } from '@nestjs/common';
import { LiveCalls } from '../call-records/live-calls.js';
import { CallRuntime } from '../call-runtime/call-runtime.js';
import {
  CallRecords,
  CallStates,
  Consents,
  Exchange,
  Professionals,
  Routing,
} from '../call-runtime/ports.js';
import { Callers } from '../callers/callers.js';
import { CallersModule } from '../callers/callers.module.js';
import { CallerOpener } from '../callers/open-caller.js';
import { systemClock } from '../call-runtime/system-clock.js';
import { Config } from '../config/config.js';
import { ConsentCalls } from '../consent/consent-calls.js';
import { DirectLinesModule } from '../direct-lines/direct-lines.module.js';
import { LineOpener } from '../direct-lines/open-line.js';
import { PromptsModule } from '../prompts/prompts.module.js';
import { PromptsService } from '../prompts/prompts.service.js';
import { AddressList } from '../redis/address-list.js';
import { NodeLease } from '../redis/node-lease.js';
import { RedisModule } from '../redis/redis.module.js';
import { Lookups } from '../routing/cache/lookups.js';
import { RoutingModule } from '../routing/routing.module.js';
import { TrunkChanges } from '../trunks/trunk-changes.js';
import { TrunksModule } from '../trunks/trunks.module.js';
import { KnownTrunks } from '../trunks/known-trunks.js';
import { CredentialOpener } from '../trunks/open-credentials.js';
import { TrunkHealth } from '../trunks/trunk-health.js';
import { OutboundTrunks } from '../trunks/outbound-trunks.js';
import { Lateness } from '../health/lateness.js';
import { ExchangeCounts } from '../metrics/exchange-counts.js';
import { AmiConnection } from './ami-connection.js';
import { AriConnection } from './ari-connection.js';
import { AriExchange } from './ari-exchange.js';
import { ExchangeEvents } from './exchange-events.js';
import { ExchangeStart } from './exchange-start.js';
import { Facts } from './facts.js';
import { KeptCalls } from './kept-calls.js';
import { LegBook } from './legs.js';
import { LineAddresses } from './line-addresses.js';
import { LineDialler, SealedLines, type DiallerNeeds } from './line-dialler.js';
import { ManagerStart } from './manager-start.js';
import { SecurityLog } from './security-log.js';
import { PromptFiles } from './speech.js';
import { Overload } from './overload.js';
import { Reconciliation } from './reconciliation.js';
import { RuntimeCalls } from './runtime-calls.js';
import { RuntimeConsentCalls } from './runtime-consent-calls.js';
import { TrunkKeeper, TrunkStore } from './trunk-keeper.js';
import { TrunkWatch } from './trunk-watch.js';
import { TrunkTable } from './trunk-table.js';

const log = new Logger('Asterisk');
const DIALLER_NEEDS = Symbol('dialler needs');

/**
 * Asterisk's edge: the connection, the trunks, the exchange that the call runtime commands, and the runtime
 * itself. Global, because the business is told of calls and tells of trunks through classes of its own.
 */
@Global()
@Module({
  imports: [CallersModule, DirectLinesModule, PromptsModule, RedisModule, RoutingModule, TrunksModule],
  providers: [
    Facts,
    LegBook,
    { provide: PromptFiles, useExisting: PromptsService },
    { provide: SealedLines, useExisting: Lookups },
    {
      provide: AriConnection,
      inject: [Config, NodeLease],
      useFactory: (config: Config, lease: NodeLease) => new AriConnection(config.ari, lease, log),
    },
    {
      provide: TrunkStore,
      inject: [KnownTrunks, CredentialOpener],
      useFactory: (trunks: KnownTrunks, opener: CredentialOpener) => new TrunkTable(trunks, opener, log),
    },
    {
      provide: TrunkKeeper,
      inject: [AriConnection, TrunkStore],
      useFactory: (connection: AriConnection, store: TrunkStore) => new TrunkKeeper(connection, store, log),
    },
    { provide: TrunkChanges, useExisting: TrunkKeeper },
    {
      provide: LineDialler,
      inject: [AriConnection, DIALLER_NEEDS, LineAddresses, TrunkKeeper, Facts],
      useFactory: (
        connection: AriConnection,
        needs: DiallerNeeds,
        addresses: LineAddresses,
        trunks: TrunkKeeper,
        facts: Facts,
      ) => new LineDialler(connection, needs, addresses, trunks, facts, log),
    },
    {
      provide: LineAddresses,
      inject: [AriConnection, AddressList],
      useFactory: (connection: AriConnection, list: AddressList) => new LineAddresses(connection, list, log),
    },
    {
      provide: DIALLER_NEEDS,
      inject: [SealedLines, LineOpener, CallerOpener, OutboundTrunks],
      useFactory: (
        lines: SealedLines,
        openLine: LineOpener,
        openCaller: CallerOpener,
        trunks: OutboundTrunks,
      ): DiallerNeeds => ({ lines, openLine, openCaller, trunks }),
    },
    {
      provide: Exchange,
      inject: [AriConnection, LegBook, Facts, LineDialler, PromptFiles],
      useFactory: (
        connection: AriConnection,
        book: LegBook,
        facts: Facts,
        dialler: LineDialler,
        prompts: PromptFiles,
      ) => new AriExchange(connection, book, facts, dialler, prompts, log),
    },
    {
      provide: CallRuntime,
      inject: [Exchange, Routing, Professionals, Consents, CallRecords, CallStates, NodeLease],
      useFactory: (
        exchange: Exchange,
        routing: Routing,
        professionals: Professionals,
        consents: Consents,
        records: CallRecords,
        states: CallStates,
        lease: NodeLease,
      ) =>
        new CallRuntime({
          exchange,
          routing,
          professionals,
          consents,
          records,
          states,
          clock: systemClock,
          maySteer: () => lease.isSure,
          complain: (callId, reason) => log.error({ callId, reason }, 'what a call asked for failed'),
        }),
    },
    {
      provide: ExchangeEvents,
      inject: [AriConnection, LegBook, LineDialler, Callers, CallRuntime, Overload],
      useFactory: (
        connection: AriConnection,
        book: LegBook,
        dialler: LineDialler,
        callers: Callers,
        runtime: CallRuntime,
        overload: Overload,
      ) => new ExchangeEvents(connection, book, dialler, callers, runtime, overload, log),
    },
    {
      provide: Overload,
      inject: [Config, Lateness],
      useFactory: ({ maxCalls: calls, maxLateness }: Config, lateness: Lateness) =>
        new Overload({ calls, lateness: maxLateness }, () => lateness.ms, log),
    },
    {
      provide: ExchangeCounts,
      inject: [Overload, SecurityLog],
      useFactory: (overload: Overload, security: SecurityLog): ExchangeCounts => ({
        refused: () => Object.entries(overload.refused),
        security: () => [...security.counts],
      }),
    },
    {
      provide: LiveCalls,
      inject: [CallRuntime, NodeLease],
      useFactory: (runtime: CallRuntime, lease: NodeLease) => new RuntimeCalls(runtime, lease),
    },
    {
      provide: ConsentCalls,
      inject: [CallRuntime, NodeLease],
      useFactory: (runtime: CallRuntime, lease: NodeLease) => new RuntimeConsentCalls(runtime, lease),
    },
    {
      provide: Reconciliation,
      inject: [AriConnection, LegBook, ExchangeEvents, CallRuntime],
      useFactory: (connection: AriConnection, book: LegBook, events: ExchangeEvents, runtime: CallRuntime) =>
        new Reconciliation(connection, book, events, runtime),
    },
    {
      provide: KeptCalls,
      inject: [CallStates, LegBook, LineDialler, CallRuntime],
      useFactory: (states: CallStates, book: LegBook, dialler: LineDialler, runtime: CallRuntime) =>
        new KeptCalls(states, book, dialler, runtime, log),
    },
    {
      provide: AmiConnection,
      inject: [Config],
      useFactory: (config: Config) => new AmiConnection(config.ami, log),
    },
    { provide: SecurityLog, useFactory: () => new SecurityLog(new Logger('Security')) },
    {
      provide: TrunkWatch,
      inject: [AriConnection, AmiConnection, TrunkKeeper, TrunkHealth],
      useFactory: (ari: AriConnection, ami: AmiConnection, keeper: TrunkKeeper, health: TrunkHealth) =>
        new TrunkWatch(ari, ami, keeper, health, log),
    },
    ManagerStart,
    ExchangeStart,
  ],
  exports: [ConsentCalls, ExchangeCounts, LiveCalls, TrunkChanges],
})
export class AsteriskModule {}
