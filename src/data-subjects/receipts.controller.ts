import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { Answers, HasId, Id } from '../common/api.js';
import { Needs } from '../operators/role.js';
import { publicKeyView, receiptView } from './data-subjects.schema.js';
import { ReceiptKey } from './receipt-key.js';
import { ReceiptsService } from './receipts.service.js';

@ApiTags('privacy')
@ApiBearerAuth()
@Needs('privacy')
@Controller('receipts')
export class ReceiptsController {
  constructor(
    private readonly receipts: ReceiptsService,
    private readonly key: ReceiptKey,
  ) {}

  @Get('public-key')
  @Answers({ id: 'getReceiptKey', summary: 'Read the key that proves receipts', answer: publicKeyView })
  publicKey() {
    return this.key.publicKey();
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getReceipt', summary: 'Read the receipt of an erasure again', answer: receiptView })
  get(@Id() id: string) {
    return this.receipts.get(id);
  }
}
