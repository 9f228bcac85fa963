import { Body, Controller, Delete, Get, Header, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import { Needs } from '../operators/role.js';
import {
  directLineNumber,
  directLineView,
  newDirectLine,
  seeingDirectLine,
  type NewDirectLine,
  type SeeingDirectLine,
} from './direct-lines.schema.js';
import { DirectLinesService } from './direct-lines.service.js';
import { LineRevealer } from './reveal-line.js';

@ApiTags('professionals')
@ApiBearerAuth()
@HasId()
@Controller('professionals/:id/direct-line')
export class DirectLinesController {
  constructor(
    private readonly lines: DirectLinesService,
    private readonly revealer: LineRevealer,
  ) {}

  @Put()
  @Answers({
    id: 'setDirectLine',
    summary:
      'Set or replace the hidden number. The key that set it may set it again; to any other it is taken, whoever has it',
    answer: directLineView,
  })
  set(@Id() id: string, @Body({ schema: newDirectLine }) { number }: NewDirectLine, @By() by: Actor) {
    return this.lines.set(id, number, by);
  }

  @Get()
  @Answers({ id: 'getDirectLine', summary: 'Is there one? The number is never told', answer: directLineView })
  status(@Id() id: string) {
    return this.lines.status(id);
  }

  @Delete()
  @Answers({ id: 'removeDirectLine', summary: 'Remove the hidden number', status: 204 })
  remove(@Id() id: string, @By() by: Actor) {
    return this.lines.remove(id, by);
  }

  @Post('reveal')
  @Needs('privacy')
  @Header('cache-control', 'no-store')
  @Answers({
    id: 'revealDirectLine',
    summary: 'See the hidden number, for a reason; it is noted first',
    answer: directLineNumber,
  })
  async reveal(
    @Id() id: string,
    @Body({ schema: seeingDirectLine }) { reason }: SeeingDirectLine,
    @By() by: Actor,
  ) {
    return { number: (await this.revealer.reveal(id, reason, by)).reveal() };
  }
}
