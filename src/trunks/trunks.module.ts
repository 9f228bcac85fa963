import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { VaultModule } from '../vault/vault.module.js';
import { KnownTrunks } from './known-trunks.js';
import { CredentialOpener } from './open-credentials.js';
import { OutboundTrunks } from './outbound-trunks.js';
import { OutboundTrunksService } from './outbound-trunks.service.js';
import { Trunk } from './trunk.entity.js';
import { TrunksController } from './trunks.controller.js';
import { TrunksService } from './trunks.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Trunk]), VaultModule],
  controllers: [TrunksController],
  providers: [
    TrunksService,
    KnownTrunks,
    CredentialOpener,
    { provide: OutboundTrunks, useClass: OutboundTrunksService },
  ],
  exports: [KnownTrunks, CredentialOpener, OutboundTrunks],
})
export class TrunksModule {}
