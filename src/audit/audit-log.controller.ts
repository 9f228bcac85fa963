import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Answers } from '../common/api.js';
import { Needs } from '../operators/role.js';
import { auditEntryPage, auditEntryQuery, type AuditEntryQuery } from './audit-log.schema.js';
import { AuditLog } from './audit-log.js';

@ApiTags('privacy')
@ApiBearerAuth()
@Needs('privacy')
@Controller('audit-log')
export class AuditLogController {
  constructor(private readonly log: AuditLog) {}

  @Get()
  @Answers({ id: 'listAuditLog', summary: 'Read the audit log, newest first', answer: auditEntryPage })
  async list(@Query({ schema: auditEntryQuery }) query: AuditEntryQuery) {
    const { items, next } = await this.log.list(query);
    return { items: items.map((row) => ({ ...row, hash: row.hash.toString('hex') })), next };
  }
}
