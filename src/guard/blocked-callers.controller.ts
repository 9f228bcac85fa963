import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import {
  blockedCallerPage,
  blockedCallerQuery,
  blockedCallerView,
  newBlockedCaller,
  type BlockedCallerQuery,
  type NewBlockedCaller,
} from './blocked-callers.schema.js';
import { BlockedCallersService } from './blocked-callers.service.js';

@ApiTags('blocked callers')
@ApiBearerAuth()
@Controller('blocked-callers')
export class BlockedCallersController {
  constructor(private readonly callers: BlockedCallersService) {}

  @Post()
  @Answers({
    id: 'blockCaller',
    summary: 'Block a caller, for one professional or altogether',
    status: 201,
    answer: blockedCallerView,
  })
  block(@Body({ schema: newBlockedCaller }) body: NewBlockedCaller, @By() by: Actor) {
    return this.callers.block(body, by);
  }

  @Get()
  @Answers({
    id: 'listBlockedCallers',
    summary: 'List blocked callers, oldest first',
    answer: blockedCallerPage,
  })
  list(@Query({ schema: blockedCallerQuery }) query: BlockedCallerQuery) {
    return this.callers.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getBlockedCaller', summary: 'Read a blocked caller', answer: blockedCallerView })
  get(@Id() id: string) {
    return this.callers.get(id);
  }

  @Delete(':id')
  @HasId()
  @Answers({ id: 'unblockCaller', summary: 'Put a blocked caller through again', status: 204 })
  unblock(@Id() id: string, @By() by: Actor) {
    return this.callers.unblock(id, by);
  }
}
