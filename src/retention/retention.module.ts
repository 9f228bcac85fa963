import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Leftovers } from './leftovers.js';
import { RetentionDays } from './retention-days.js';
import { RetentionJob } from './retention-job.js';
import { RetentionRuleRow } from './retention-rule.entity.js';
import { RetentionRun } from './retention-run.js';
import { RetentionController } from './retention.controller.js';
import { RetentionService } from './retention.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([RetentionRuleRow])],
  controllers: [RetentionController],
  providers: [RetentionDays, RetentionRun, Leftovers, RetentionJob, RetentionService],
  exports: [RetentionDays],
})
export class RetentionModule {}
