import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Answers } from '../common/api.js';
import {
  callRecordPage,
  callRecordQuery,
  callRecordView,
  type CallRecordQuery,
} from './call-records.schema.js';
import { CallRecordsService } from './call-records.service.js';

@ApiTags('call-records')
@ApiBearerAuth()
@Controller('call-records')
export class CallRecordsController {
  constructor(private readonly records: CallRecordsService) {}

  @Get()
  @Answers({ id: 'listCallRecords', summary: 'List call records, newest first', answer: callRecordPage })
  list(@Query({ schema: callRecordQuery }) query: CallRecordQuery) {
    return this.records.list(query);
  }

  @Get(':id')
  @Answers({ id: 'getCallRecord', summary: 'Read a call record with its timeline', answer: callRecordView })
  get(@Param('id') id: string) {
    return this.records.get(id);
  }
}
