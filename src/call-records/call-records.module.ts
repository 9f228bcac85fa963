import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallRecords } from '../call-runtime/ports.js';
import { CallOutcomes } from './call-outcomes.js';
import { CallRecordQueue } from './call-record-queue.js';
import { CallRecordRow } from './call-record.entity.js';
import { CallRecordWriter } from './call-record-writer.js';
import { RedisModule } from '../redis/redis.module.js';
import { CallRecordsController } from './call-records.controller.js';
import { CallRecordsService } from './call-records.service.js';
import { CallsController } from './calls.controller.js';
import { CallsService } from './calls.service.js';

/** Global, so that the call runtime gets its `CallRecords` without importing this folder. */
@Global()
@Module({
  imports: [RedisModule, TypeOrmModule.forFeature([CallRecordRow])],
  controllers: [CallsController, CallRecordsController],
  providers: [
    CallsService,
    CallRecordsService,
    CallRecordWriter,
    CallRecordQueue,
    CallOutcomes,
    { provide: CallRecords, useExisting: CallRecordQueue },
  ],
  exports: [CallOutcomes, CallRecords],
})
export class CallRecordsModule {}
