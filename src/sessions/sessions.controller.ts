import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import {
  newSession,
  sessionPage,
  sessionQuery,
  sessionView,
  type NewSession,
  type SessionQuery,
} from './sessions.schema.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('sessions')
@ApiBearerAuth()
@Controller('sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post()
  @Answers({
    id: 'createSession',
    summary: 'Bind a caller and a professional to a number for a time',
    status: 201,
    answer: sessionView,
  })
  create(@Body({ schema: newSession }) body: NewSession, @By() by: Actor) {
    return this.sessions.create(body, by);
  }

  @Get()
  @Answers({ id: 'listSessions', summary: 'List sessions, newest first', answer: sessionPage })
  list(@Query({ schema: sessionQuery }) query: SessionQuery) {
    return this.sessions.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getSession', summary: 'Read a session', answer: sessionView })
  get(@Id() id: string) {
    return this.sessions.get(id);
  }

  @Post(':id/end')
  @HasId()
  @Answers({ id: 'endSession', summary: 'End a session now; who talks goes on', answer: sessionView })
  end(@Id() id: string, @By() by: Actor) {
    return this.sessions.end(id, by);
  }
}
