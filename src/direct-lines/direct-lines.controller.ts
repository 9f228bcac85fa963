import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import { directLineView, newDirectLine, type NewDirectLine } from './direct-lines.schema.js';
import { DirectLinesService } from './direct-lines.service.js';

@ApiTags('professionals')
@ApiBearerAuth()
@HasId()
@Controller('professionals/:id/direct-line')
export class DirectLinesController {
  constructor(private readonly lines: DirectLinesService) {}

  @Put()
  @Answers({ id: 'setDirectLine', summary: 'Set or replace the hidden number', answer: directLineView })
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
}
