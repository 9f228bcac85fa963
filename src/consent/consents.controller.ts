import { Controller, Delete, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import { consentsView } from './consents.schema.js';
import { ConsentsService } from './consents.service.js';

@ApiTags('listings')
@ApiBearerAuth()
@HasId()
@Controller('listings/:id')
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  @Get('consents')
  @Answers({
    id: 'listConsents',
    summary: 'Read the consents of a listing, newest first',
    answer: consentsView,
  })
  list(@Id() id: string) {
    return this.consents.list(id);
  }

  @Delete('consent')
  @Answers({
    id: 'withdrawConsent',
    summary: 'Withdraw the consent in force; it stays on record',
    status: 204,
  })
  withdraw(@Id() id: string, @By() by: Actor) {
    return this.consents.withdraw(id, by);
  }
}
