import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Trunk } from './trunk.entity.js';
import { TrunksController } from './trunks.controller.js';
import { TrunksService } from './trunks.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Trunk])],
  controllers: [TrunksController],
  providers: [TrunksService],
})
export class TrunksModule {}
