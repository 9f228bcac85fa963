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
  async list({
    from,
    to,
    outcome,
    professionalId,
    caller,
    ...query
  }: CallRecordQuery): Promise<Page<ToldRecord>> {
    const records = this.records.createQueryBuilder('record');
    if (from) records.andWhere('record.startedAt >= :from', { from });
    if (to) records.andWhere('record.startedAt < :to', { to });
    if (outcome) records.andWhere('record.outcome = :outcome', { outcome });
    if (professionalId) records.andWhere('record.professionalId = :professionalId', { professionalId });
    if (caller) records.andWhere('record.callerTold AND record.caller = :caller', { caller });
    const { items, next } = await page(records, 'startedAt', 'DESC', query);
    return { items: items.map(told), next };
  }

  async get(id: string): Promise<ToldRecord> {
    return told(found(await this.records.findOneBy({ id }), 'call record'));
  }
}

type ToldRecord = Omit<CallRecordRow, 'callerTold'>;

const told = ({ callerTold, caller, ...record }: CallRecordRow): ToldRecord => ({
  ...record,
  caller: callerTold ? caller : null,
});
