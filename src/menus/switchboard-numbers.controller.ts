import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { By } from '../operators/by.js';
import {
  newSwitchboardNumber,
  switchboardNumberChange,
  switchboardNumberPage,
  switchboardNumberView,
  type NewSwitchboardNumber,
  type SwitchboardNumberChange,
} from './switchboard-numbers.schema.js';
import { SwitchboardNumbersService } from './switchboard-numbers.service.js';

@ApiTags('switchboard-numbers')
@ApiBearerAuth()
@Controller('switchboard-numbers')
export class SwitchboardNumbersController {
  constructor(private readonly numbers: SwitchboardNumbersService) {}

  @Post()
  @Answers({
    id: 'createSwitchboardNumber',
    summary: 'Publish a number with a menu',
    status: 201,
    answer: switchboardNumberView,
  })
  create(@Body({ schema: newSwitchboardNumber }) body: NewSwitchboardNumber, @By() by: Actor) {
    return this.numbers.create(body, by);
  }

  @Get()
  @Answers({
    id: 'listSwitchboardNumbers',
    summary: 'List switchboard numbers',
    answer: switchboardNumberPage,
  })
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.numbers.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({
    id: 'getSwitchboardNumber',
    summary: 'Read a switchboard number',
    answer: switchboardNumberView,
  })
  get(@Id() id: string) {
    return this.numbers.get(id);
  }

  @Patch(':id')
  @HasId()
  @Answers({
    id: 'changeSwitchboardNumber',
    summary: 'Change a switchboard number; a menu is replaced as a whole',
    answer: switchboardNumberView,
  })
  change(
    @Id() id: string,
    @Body({ schema: switchboardNumberChange }) body: SwitchboardNumberChange,
    @By() by: Actor,
  ) {
    return this.numbers.change(id, body, by);
  }

  @Delete(':id')
  @HasId()
  @Answers({
    id: 'removeSwitchboardNumber',
    summary: 'Remove a switchboard number without extensions',
    status: 204,
  })
  remove(@Id() id: string, @By() by: Actor) {
    return this.numbers.remove(id, by);
  }
}
