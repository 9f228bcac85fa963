import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { QueryFailedError, Repository } from 'typeorm';
import type { CallRecord } from '../call-flow/record.js';
import { keepCallers } from '../callers/keep-callers.js';
import { withoutErased } from '../data-subjects/erased-names.js';
import { lockForWriting } from '../database/subject-lock.js';
import { sessionNumbersAmong } from '../sessions/session-numbers-among.js';
import { CallRecordRow } from './call-record.entity.js';
import { recordForLog } from './record-for-log.js';

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
      else
        this.logger.error(
          { err: error, record: records.map(recordForLog)[0] },
          'A call record cannot be stored',
        );
    }
  }

  /** A caller is kept with the record that is written, or not at all: of one that is given again it may be erased. */
  private async insert(given: CallRecord[]): Promise<void> {
    await this.rows.manager.transaction(async (manager) => {
      await lockForWriting(manager);
      const records = await withoutErased(manager, given);
      const sessions = await sessionNumbersAmong(manager, records);
      const isOfSession = ({ dialled }: CallRecord) => dialled !== null && sessions.has(dialled);
      const rows = records.map((record) => rowOf(record, isOfSession(record)));
      const query = manager.createQueryBuilder().insert().into(CallRecordRow).values(rows);
      const inserted = await query.orIgnore().updateEntity(false).returning('id').execute();
      const written = new Set((inserted.raw as { id: string }[]).map(({ id }) => id));
      // Of a session not: whoever may call the other is the session's matter, and ends with it.
      const kept = records.filter((record) => written.has(record.callId) && !isOfSession(record));
      await keepCallers(manager, kept);
    });
  }
}

/** 22: the data, 23: a constraint. Trying again would end the same way. */
function isRefused(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  return /^2[23]/.test(String((error.driverError as { code?: unknown }).code));
}

function rowOf(record: CallRecord, isOfSession: boolean): CallRecordRow {
  const {
    callId,
    startedAt,
    answeredAt,
    connectedAt,
    endedAt,
    callerToken,
    sealedCaller: _sealed,
    ...rest
  } = record;
  return {
    ...rest,
    id: callId,
    caller: callerToken,
    callerTold: !isOfSession && record.outcome !== 'refused',
    startedAt: new Date(startedAt),
    answeredAt: answeredAt === null ? null : new Date(answeredAt),
    connectedAt: connectedAt === null ? null : new Date(connectedAt),
    endedAt: new Date(endedAt),
  };
}
