import { Global, Module } from '@nestjs/common';
import { AsteriskModule } from './asterisk/asterisk.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CallRecordsModule } from './call-records/call-records.module.js';
import { CallersModule } from './callers/callers.module.js';
import { CallingPolicyModule } from './calling-policy/calling-policy.module.js';
import { CategoriesModule } from './categories/categories.module.js';
import { ConfigModule } from './config/config.module.js';
import { ConsentModule } from './consent/consent.module.js';
import { DataSubjectsModule } from './data-subjects/data-subjects.module.js';
import { DatabaseModule } from './database/database.module.js';
import { FirstStartModule } from './database/first-start.module.js';
import { DirectLinesModule } from './direct-lines/direct-lines.module.js';
import { BlockedCallersModule } from './guard/blocked-callers.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { MenusModule } from './menus/menus.module.js';
import { OperatorsModule } from './operators/operators.module.js';
import { PassThroughNumbersModule } from './pass-through-numbers/pass-through-numbers.module.js';
import { ProfessionalsModule } from './professionals/professionals.module.js';
import { RoutingModule } from './routing/routing.module.js';
import { SessionsModule } from './sessions/sessions.module.js';
import { TrunksModule } from './trunks/trunks.module.js';

/** Everybody who changes something tells routing of it: `RoutingChanges` is everywhere. */
@Global()
@Module({ imports: [RoutingModule], exports: [RoutingModule] })
class SharedRoutingModule {}

@Module({
  imports: [
    ConfigModule,
    HealthModule,
    MetricsModule,
    DatabaseModule,
    OperatorsModule,
    AuditModule,
    CategoriesModule,
    ProfessionalsModule,
    ConsentModule,
    CallersModule,
    BlockedCallersModule,
    DirectLinesModule,
    PassThroughNumbersModule,
    MenusModule,
    SessionsModule,
    CallingPolicyModule,
    TrunksModule,
    CallRecordsModule,
    DataSubjectsModule,
    SharedRoutingModule,
    AsteriskModule,
    FirstStartModule,
  ],
})
export class AppModule {}
