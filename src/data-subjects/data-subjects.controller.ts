import { Body, Controller, Header, Post, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Callers } from '../callers/callers.js';
import type { CallerNumber } from '../callers/caller-number.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import { Needs } from '../operators/role.js';
import {
  callerOnly,
  callerWithReason,
  exportView,
  receiptView,
  withReason,
  type CallerOnly,
  type CallerWithReason,
  type WithReason,
} from './data-subjects.schema.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import type { Subject } from './subject.js';

const CHECK = 'Ask what an erasure would be refused with, and erase nothing';

@ApiTags('privacy')
@ApiBearerAuth()
@Needs('privacy')
@Controller()
export class DataSubjectsController {
  constructor(
    private readonly exports: ExportService,
    private readonly erasures: ErasureService,
    private readonly callers: Callers,
  ) {}

  @Post('professionals/:id/export')
  @HasId()
  @Header('cache-control', 'no-store')
  @Answers({
    id: 'exportProfessional',
    summary: 'Tell everything held about a professional',
    answer: exportView,
  })
  exportProfessional(
    @Id() id: string,
    @Body({ schema: withReason }) { reason }: WithReason,
    @By() by: Actor,
  ): Promise<StreamableFile> {
    return this.export({ kind: 'professional', id }, reason, by);
  }

  @Post('callers/export')
  @Header('cache-control', 'no-store')
  @Answers({ id: 'exportCaller', summary: 'Tell everything held about a caller', answer: exportView })
  exportCaller(
    @Body({ schema: callerWithReason }) { number, reason }: CallerWithReason,
    @By() by: Actor,
  ): Promise<StreamableFile> {
    return this.export(this.callerOf(number), reason, by);
  }

  @Post('professionals/:id/erasure')
  @HasId()
  @Answers({ id: 'eraseProfessional', summary: 'Erase a professional', answer: receiptView })
  eraseProfessional(@Id() id: string, @Body({ schema: withReason }) { reason }: WithReason, @By() by: Actor) {
    return this.erasures.erase({ kind: 'professional', id }, reason, by);
  }

  @Post('professionals/:id/erasure/check')
  @HasId()
  @Answers({ id: 'checkErasureOfProfessional', summary: CHECK, status: 204 })
  checkProfessional(@Id() id: string, @By() by: Actor) {
    return this.erasures.check({ kind: 'professional', id }, by);
  }

  @Post('callers/erasure/check')
  @Answers({ id: 'checkErasureOfCaller', summary: CHECK, status: 204 })
  checkCaller(@Body({ schema: callerOnly }) { number }: CallerOnly, @By() by: Actor) {
    return this.erasures.check(this.callerOf(number), by);
  }

  @Post('callers/erasure')
  @Answers({ id: 'eraseCaller', summary: 'Erase a caller', answer: receiptView })
  eraseCaller(@Body({ schema: callerWithReason }) { number, reason }: CallerWithReason, @By() by: Actor) {
    return this.erasures.erase(this.callerOf(number), reason, by);
  }

  private callerOf(number: CallerNumber): Subject {
    return { kind: 'caller', token: this.callers.tokenOf(number) };
  }

  private async export(subject: Subject, reason: string, by: Actor): Promise<StreamableFile> {
    const text = await this.exports.export(subject, reason, by);
    const file = new StreamableFile(text, { type: 'application/json; charset=utf-8' });
    // Half a document must not look like a whole one.
    return file.setErrorHandler((_, response) => response.destroy?.());
  }
}
