import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { page, type Page } from '../common/paging.js';
import { found } from '../common/problem.js';
import { CallRecordRow } from './call-record.entity.js';
import type { CallRecordQuery } from './call-records.schema.js';

@Injectable()
export class CallRecordsService {
  constructor(@InjectRepository(CallRecordRow) private readonly records: Repository<CallRecordRow>) {}

  /** Newest first. */
  list({
    from,
    to,
    outcome,
    professionalId,
    caller,
    ...query
  }: CallRecordQuery): Promise<Page<CallRecordRow>> {
    const records = this.records.createQueryBuilder('record');
    if (from) records.andWhere('record.startedAt >= :from', { from });
    if (to) records.andWhere('record.startedAt < :to', { to });
    if (outcome) records.andWhere('record.outcome = :outcome', { outcome });
    if (professionalId) records.andWhere('record.professionalId = :professionalId', { professionalId });
    if (caller) records.andWhere('record.caller = :caller', { caller });
    return page(records, 'startedAt', 'DESC', query);
  }

  async get(id: string): Promise<CallRecordRow> {
    return found(await this.records.findOneBy({ id }), 'call record');
  }
}
