import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { By } from '../operators/by.js';
import { Needs } from '../operators/role.js';
import {
  newTrunk,
  trunkChange,
  trunkPage,
  trunkView,
  type NewTrunk,
  type TrunkChange,
} from './trunks.schema.js';
import { TrunksService } from './trunks.service.js';

@ApiTags('trunks')
@ApiBearerAuth()
@Controller('trunks')
export class TrunksController {
  constructor(private readonly trunks: TrunksService) {}

  @Post()
  @Needs('carriers')
  @Answers({ id: 'createTrunk', summary: 'Connect a carrier', status: 201, answer: trunkView })
  create(@Body({ schema: newTrunk }) body: NewTrunk, @By() by: Actor) {
    return this.trunks.create(body, by);
  }

  @Get()
  @Answers({ id: 'listTrunks', summary: 'List trunks, oldest first', answer: trunkPage })
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.trunks.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getTrunk', summary: 'Read a trunk', answer: trunkView })
  get(@Id() id: string) {
    return this.trunks.get(id);
  }

  @Patch(':id')
  @Needs('carriers')
  @HasId()
  @Answers({ id: 'changeTrunk', summary: 'Change a trunk; calls in progress go on', answer: trunkView })
  change(@Id() id: string, @Body({ schema: trunkChange }) body: TrunkChange, @By() by: Actor) {
    return this.trunks.change(id, body, by);
  }

  @Delete(':id')
  @Needs('carriers')
  @HasId()
  @Answers({ id: 'removeTrunk', summary: 'Disconnect a carrier; calls in progress go on', status: 204 })
  remove(@Id() id: string, @By() by: Actor) {
    return this.trunks.remove(id, by);
  }
}
