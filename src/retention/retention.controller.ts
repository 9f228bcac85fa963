import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers } from '../common/api.js';
import { By } from '../operators/by.js';
import { Needs } from '../operators/role.js';
import {
  retentionChange,
  retentionRun,
  retentionTally,
  retentionView,
  retentionViews,
  type NewRetentionRun,
  type RetentionChange,
} from './retention.schema.js';
import { RetentionService } from './retention.service.js';

@ApiTags('privacy')
@ApiBearerAuth()
@Needs('privacy')
@Controller('retention')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  @Get()
  @Answers({ id: 'listRetention', summary: 'Read how long what is kept', answer: retentionViews })
  list() {
    return this.retention.list();
  }

  @Put(':kind')
  @Answers({ id: 'changeRetention', summary: 'Choose for how many days', answer: retentionView })
  change(
    @Param('kind') kind: string,
    @Body({ schema: retentionChange }) { days }: RetentionChange,
    @By() by: Actor,
  ) {
    return this.retention.change(kind, days, by);
  }

  @Post('runs')
  @Answers({ id: 'runRetention', summary: 'Erase what is too old now, or count it', answer: retentionTally })
  run(@Body({ schema: retentionRun }) { dryRun }: NewRetentionRun) {
    return this.retention.run(dryRun);
  }
}
