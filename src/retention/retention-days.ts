import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { RetentionRuleRow } from './retention-rule.entity.js';
import { RETENTION, RETENTION_KINDS, type RetentionKind } from './rules.js';

export type Days = Record<RetentionKind, number>;

/** For how many days each kind is kept here. */
@Injectable()
export class RetentionDays {
  constructor(@InjectRepository(RetentionRuleRow) private readonly rules: Repository<RetentionRuleRow>) {}

  async all(): Promise<Days> {
    const chosen = new Map((await this.rules.find()).map(({ kind, days }) => [kind, days]));
    const days = RETENTION_KINDS.map((kind) => [kind, chosen.get(kind) ?? RETENTION[kind].days]);
    return Object.fromEntries(days) as Days;
  }

  /** Puts the days of its rule in place of each `{kind}` of a text. */
  async inWords(): Promise<(text: string) => string> {
    const days = await this.all();
    return (text) => text.replaceAll(/\{([a-z-]+)\}/g, (_, kind: RetentionKind) => String(days[kind]));
  }
}
