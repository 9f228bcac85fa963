import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import {
  newPassThroughNumber,
  passThroughNumberChange,
  passThroughNumberPage,
  passThroughNumberQuery,
  passThroughNumberView,
  type NewPassThroughNumber,
  type PassThroughNumberChange,
  type PassThroughNumberQuery,
} from './pass-through-numbers.schema.js';
import { PassThroughNumbersService } from './pass-through-numbers.service.js';

@ApiTags('pass-through-numbers')
@ApiBearerAuth()
@Controller('pass-through-numbers')
export class PassThroughNumbersController {
  constructor(private readonly numbers: PassThroughNumbersService) {}

  @Post()
  @Answers({
    id: 'createPassThroughNumber',
    summary: 'Give a listing an extension or a dedicated number',
    status: 201,
    answer: passThroughNumberView,
  })
  create(@Body({ schema: newPassThroughNumber }) body: NewPassThroughNumber, @By() by: Actor) {
    return this.numbers.create(body, by);
  }

  @Get()
  @Answers({
    id: 'listPassThroughNumbers',
    summary: 'List pass-through numbers',
    answer: passThroughNumberPage,
  })
  list(@Query({ schema: passThroughNumberQuery }) query: PassThroughNumberQuery) {
    return this.numbers.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({
    id: 'getPassThroughNumber',
    summary: 'Read a pass-through number',
    answer: passThroughNumberView,
  })
  get(@Id() id: string) {
    return this.numbers.get(id);
  }

  @Patch(':id')
  @HasId()
  @Answers({
    id: 'changePassThroughNumber',
    summary: 'Change a dedicated number',
    answer: passThroughNumberView,
  })
  change(
    @Id() id: string,
    @Body({ schema: passThroughNumberChange }) body: PassThroughNumberChange,
    @By() by: Actor,
  ) {
    return this.numbers.change(id, body, by);
  }

  @Delete(':id')
  @HasId()
  @Answers({ id: 'removePassThroughNumber', summary: 'Remove a pass-through number', status: 204 })
  remove(@Id() id: string, @By() by: Actor) {
    return this.numbers.remove(id, by);
  }
}
