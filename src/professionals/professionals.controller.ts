import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { By } from '../operators/by.js';
import {
  newProfessional,
  professionalChange,
  professionalPage,
  professionalView,
  type NewProfessional,
  type ProfessionalChange,
} from './professionals.schema.js';
import { ProfessionalsService } from './professionals.service.js';

@ApiTags('professionals')
@ApiBearerAuth()
@Controller('professionals')
export class ProfessionalsController {
  constructor(private readonly professionals: ProfessionalsService) {}

  @Post()
  @Answers({ id: 'createProfessional', summary: 'Add a professional', status: 201, answer: professionalView })
  create(@Body({ schema: newProfessional }) body: NewProfessional, @By() by: Actor) {
    return this.professionals.create(body, by);
  }

  @Get()
  @Answers({ id: 'listProfessionals', summary: 'List professionals, oldest first', answer: professionalPage })
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.professionals.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getProfessional', summary: 'Read a professional', answer: professionalView })
  get(@Id() id: string) {
    return this.professionals.get(id);
  }

  @Patch(':id')
  @HasId()
  @Answers({ id: 'changeProfessional', summary: 'Change a professional', answer: professionalView })
  change(@Id() id: string, @Body({ schema: professionalChange }) body: ProfessionalChange, @By() by: Actor) {
    return this.professionals.change(id, body, by);
  }

  @Delete(':id')
  @HasId()
  @Answers({ id: 'removeProfessional', summary: 'Remove a professional and all listings', status: 204 })
  remove(@Id() id: string, @By() by: Actor) {
    return this.professionals.remove(id, by);
  }
}
