import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Answers, HasId, Id } from '../common/api.js';
import { consentsView, consentView, newConsent, type NewConsent } from './consents.schema.js';
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

  @Post('consents')
  @Answers({
    id: 'recordConsent',
    summary: 'Record a consent that was given to you',
    status: 201,
    answer: consentView,
  })
  record(@Id() id: string, @Body({ schema: newConsent }) body: NewConsent) {
    return this.consents.record(id, body);
  }

  @Delete('consent')
  @Answers({
    id: 'withdrawConsent',
    summary: 'Withdraw the consent in force; it stays on record',
    status: 204,
  })
  withdraw(@Id() id: string) {
    return this.consents.withdraw(id);
  }
}
