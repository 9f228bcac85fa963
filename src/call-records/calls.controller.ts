import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Answers } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { callPage, callView } from './calls.schema.js';
import { CallsService } from './calls.service.js';

@ApiTags('calls')
@ApiBearerAuth()
@Controller('calls')
export class CallsController {
  constructor(private readonly calls: CallsService) {}

  @Get()
  @Answers({ id: 'listCalls', summary: 'List the calls in progress, oldest first', answer: callPage })
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.calls.list(query);
  }

  @Get(':id')
  @Answers({ id: 'getCall', summary: 'Read a call in progress', answer: callView })
  get(@Param('id') id: string) {
    return this.calls.get(id);
  }

  @Post(':id/hang-up')
  @Answers({ id: 'hangUpCall', summary: 'End a call in progress', status: 204 })
  hangUp(@Param('id') id: string) {
    return this.calls.hangUp(id);
  }
}
