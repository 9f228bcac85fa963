import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallersModule } from '../callers/callers.module.js';
import { BlockedCaller } from './blocked-caller.entity.js';
import { BlockedCallersController } from './blocked-callers.controller.js';
import { BlockedCallersService } from './blocked-callers.service.js';
import { NamingBudget } from './naming-budget.js';

@Module({
  imports: [TypeOrmModule.forFeature([BlockedCaller]), CallersModule],
  controllers: [BlockedCallersController],
  providers: [BlockedCallersService, NamingBudget],
})
export class BlockedCallersModule {}
