import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallersModule } from '../callers/callers.module.js';
import { DirectLinesModule } from '../direct-lines/direct-lines.module.js';
import { PromptsModule } from '../prompts/prompts.module.js';
import { RetentionModule } from '../retention/retention.module.js';
import { DataSubjectsController } from './data-subjects.controller.js';
import { ErasureService } from './erasure.service.js';
import { ExportService } from './export.service.js';
import { LegalHold } from './legal-hold.entity.js';
import { LegalHoldsController } from './legal-holds.controller.js';
import { LegalHoldsService } from './legal-holds.service.js';
import { ReceiptKey } from './receipt-key.js';
import { ReceiptRow } from './receipt.entity.js';
import { ReceiptsController } from './receipts.controller.js';
import { ReceiptsService } from './receipts.service.js';
import { TraceEraser } from './traces.js';
import { Pause, WithdrawalFirst } from './withdrawal-first.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([LegalHold, ReceiptRow]),
    CallersModule,
    DirectLinesModule,
    PromptsModule,
    RetentionModule,
  ],
  controllers: [DataSubjectsController, LegalHoldsController, ReceiptsController],
  providers: [
    ExportService,
    ErasureService,
    WithdrawalFirst,
    Pause,
    TraceEraser,
    LegalHoldsService,
    ReceiptsService,
    ReceiptKey,
  ],
})
export class DataSubjectsModule {}
