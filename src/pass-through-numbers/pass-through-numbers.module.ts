import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DirectLinesModule } from '../direct-lines/direct-lines.module.js';
import { ExtensionAllocator } from './extension-allocator.js';
import { PassThroughNumber } from './pass-through-number.entity.js';
import { PassThroughNumbersController } from './pass-through-numbers.controller.js';
import { PassThroughNumbersService } from './pass-through-numbers.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([PassThroughNumber]), DirectLinesModule],
  controllers: [PassThroughNumbersController],
  providers: [PassThroughNumbersService, ExtensionAllocator],
  exports: [ExtensionAllocator],
})
export class PassThroughNumbersModule {}
