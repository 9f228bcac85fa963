import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { QueryFailedError, Repository } from 'typeorm';
import type { CallRecord } from '../call-flow/record.js';
import { CallRecordRow } from './call-record.entity.js';

/** Writes call records: each once, however often it is tried. */
@Injectable()
export class CallRecordWriter {
  private readonly logger = new Logger('CallRecords');

  constructor(@InjectRepository(CallRecordRow) private readonly rows: Repository<CallRecordRow>) {}

  /** Rejects when the database is away: then none of them, or some, were written, and all may be given again. */
  async write(records: CallRecord[]): Promise<void> {
    try {
      await this.insert(records);
    } catch (error) {
      if (!isRefused(error)) throw error;
      // One that cannot be stored must not hold up the others for ever.
      if (records.length > 1) for (const record of records) await this.write([record]);
      else this.logger.error({ err: error, record: records[0] }, 'A call record cannot be stored');
    }
  }

  private async insert(records: CallRecord[]): Promise<void> {
    await this.rows
      .createQueryBuilder()
      .insert()
      .values(records.map(rowOf))
      .orIgnore()
      .updateEntity(false)
      .execute();
  }
}

/** 22: the data, 23: a constraint. Trying again would end the same way. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return /^2[23]/.test(String((error.driverError as { code?: unknown }).code));
}

function rowOf(record: CallRecord): CallRecordRow {
  const {
    callId,
    startedAt,
    answeredAt,
    connectedAt,
    endedAt,
    callerToken: _token,
    sealedCaller: _sealed,
    ...rest
  } = record;
  return {
    ...rest,
    id: callId,
    startedAt: new Date(startedAt),
    answeredAt: answeredAt === null ? null : new Date(answeredAt),
    connectedAt: connectedAt === null ? null : new Date(connectedAt),
    endedAt: new Date(endedAt),
  };
}
