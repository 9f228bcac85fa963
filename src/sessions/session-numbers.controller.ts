import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { By } from '../operators/by.js';
import {
  newSessionNumber,
  sessionNumberChange,
  sessionNumberPage,
  sessionNumberView,
  type NewSessionNumber,
  type SessionNumberChange,
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

  @Patch(':id')
  @HasId()
  @Answers({ id: 'changeSessionNumber', summary: 'Assign a number of sessions', answer: sessionNumberView })
  change(
    @Id() id: string,
    @Body({ schema: sessionNumberChange }) body: SessionNumberChange,
    @By() by: Actor,
  ) {
    return this.numbers.change(id, body, by);
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
