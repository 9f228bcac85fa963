import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { found } from '../common/problem.js';
import { ReceiptKey } from './receipt-key.js';
import { ReceiptRow } from './receipt.entity.js';
import type { Receipt, Unsigned } from './receipt.js';

@Injectable()
export class ReceiptsService {
  constructor(
    @InjectRepository(ReceiptRow) private readonly receipts: Repository<ReceiptRow>,
    private readonly key: ReceiptKey,
  ) {}

  /** Signed and kept, in the transaction of `manager`. */
  async issue(manager: EntityManager, receipt: Unsigned): Promise<Receipt> {
    const signed = await this.key.sign(receipt);
    const { id, at, subject } = receipt;
    await manager.insert(ReceiptRow, {
      id,
      at: new Date(at),
      subject: subject.name,
      body: JSON.stringify(signed),
    });
    return signed;
  }

  async get(id: string): Promise<Receipt> {
    const { body } = found(await this.receipts.findOneBy({ id }), 'receipt');
    return JSON.parse(body) as Receipt;
  }
}
