import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { By } from '../operators/by.js';
import {
  newSessionNumber,
  sessionNumberPage,
  sessionNumberView,
  type NewSessionNumber,
} from './session-numbers.schema.js';
import { SessionNumbersService } from './session-numbers.service.js';

@ApiTags('sessions')
@ApiBearerAuth()
@Controller('session-numbers')
export class SessionNumbersController {
  constructor(private readonly numbers: SessionNumbersService) {}

  @Post()
  @Answers({
    id: 'createSessionNumber',
    summary: 'Publish a number for sessions',
    status: 201,
    answer: sessionNumberView,
  })
  create(@Body({ schema: newSessionNumber }) body: NewSessionNumber, @By() by: Actor) {
    return this.numbers.create(body, by);
  }

  @Get()
  @Answers({
    id: 'listSessionNumbers',
    summary: 'List the numbers of sessions, oldest first',
    answer: sessionNumberPage,
  })
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.numbers.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getSessionNumber', summary: 'Read a number of sessions', answer: sessionNumberView })
  get(@Id() id: string) {
    return this.numbers.get(id);
  }

  @Delete(':id')
  @HasId()
  @Answers({
    id: 'removeSessionNumber',
    summary: 'Remove a number that no session has now or later',
    status: 204,
  })
  remove(@Id() id: string, @By() by: Actor) {
    return this.numbers.remove(id, by);
  }
}
