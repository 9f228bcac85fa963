import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallingPolicyModule } from '../calling-policy/calling-policy.module.js';
import { DirectLinesModule } from '../direct-lines/direct-lines.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { InboundTrunks } from './inbound-trunks.js';
import { KnownTrunks } from './known-trunks.js';
import { CredentialOpener } from './open-credentials.js';
import { OutboundTrunks } from './outbound-trunks.js';
import { OutboundTrunksService } from './outbound-trunks.service.js';
import { PresentedNumbers } from './presented-numbers.js';
import { SharedPlaces } from './places/shared-places.js';
import { TrunkPlaces } from './places/trunk-places.js';
import { TrunkCounters } from './trunk-counters.js';
import { TrunkCredentialsController } from './trunk-credentials.controller.js';
import { TrunkCredentialsService } from './trunk-credentials.service.js';
import { TrunkHealth } from './trunk-health.js';
import { Trunk } from './trunk.entity.js';
import { TrunksController } from './trunks.controller.js';
import { TrunksService } from './trunks.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Trunk]),
    CallingPolicyModule,
    DirectLinesModule,
    RedisModule,
    VaultModule,
  ],
  controllers: [TrunksController, TrunkCredentialsController],
  providers: [
    TrunksService,
    PresentedNumbers,
    TrunkCredentialsService,
    CredentialOpener,
    KnownTrunks,
    InboundTrunks,
    TrunkHealth,
    TrunkCounters,
    TrunkPlaces,
    SharedPlaces,
    { provide: OutboundTrunks, useClass: OutboundTrunksService },
  ],
  exports: [KnownTrunks, InboundTrunks, CredentialOpener, OutboundTrunks, TrunkCounters, TrunkHealth],
})
export class TrunksModule {}
