import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KnownTrunks } from './known-trunks.js';
import { OutboundTrunks } from './outbound-trunks.js';
import { OutboundTrunksService } from './outbound-trunks.service.js';
import { Trunk } from './trunk.entity.js';
import { TrunksController } from './trunks.controller.js';
import { TrunksService } from './trunks.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Trunk])],
  controllers: [TrunksController],
  providers: [TrunksService, KnownTrunks, { provide: OutboundTrunks, useClass: OutboundTrunksService }],
  exports: [KnownTrunks, OutboundTrunks],
})
export class TrunksModule {}
