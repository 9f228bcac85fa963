import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Callers } from '../callers/callers.js';
import { Answers, HasId, Id } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { By } from '../operators/by.js';
import { Needs } from '../operators/role.js';
import {
  legalHoldPage,
  legalHoldView,
  newLegalHold,
  withReason,
  type NewLegalHold,
  type WithReason,
} from './data-subjects.schema.js';
import type { LegalHold } from './legal-hold.entity.js';
import { LegalHoldsService } from './legal-holds.service.js';
import { hashOfToken, type Subject } from './subject.js';

@ApiTags('privacy')
@ApiBearerAuth()
@Needs('privacy')
@Controller('legal-holds')
export class LegalHoldsController {
  constructor(
    private readonly holds: LegalHoldsService,
    private readonly callers: Callers,
  ) {}

  @Post()
  @Answers({
    id: 'placeLegalHold',
    summary: 'Let nothing of a person be erased',
    status: 201,
    answer: legalHoldView,
  })
  async place(@Body({ schema: newLegalHold }) given: NewLegalHold, @By() by: Actor) {
    return viewOf(await this.holds.place(this.subjectOf(given), given.reason, by));
  }

  @Get()
  @Answers({ id: 'listLegalHolds', summary: 'List legal holds, oldest first', answer: legalHoldPage })
  async list(@Query({ schema: pageQuery }) query: PageQuery) {
    const { items, next } = await this.holds.list(query);
    return { items: items.map(viewOf), next };
  }

  @Post(':id/lift')
  @HasId()
  @Answers({ id: 'liftLegalHold', summary: 'Lift a legal hold', answer: legalHoldView })
  async lift(@Id() id: string, @Body({ schema: withReason }) { reason }: WithReason, @By() by: Actor) {
    return viewOf(await this.holds.lift(id, reason, by));
  }

  private subjectOf({ professionalId, callerNumber }: NewLegalHold): Subject {
    if (callerNumber) return { kind: 'caller', token: this.callers.tokenOf(callerNumber) };
    return { kind: 'professional', id: String(professionalId) };
  }
}

/** The token finds a caller's calls, so it is told as a hash. */
const viewOf = ({ token, ...hold }: LegalHold) => ({ ...hold, caller: token && hashOfToken(token) });
