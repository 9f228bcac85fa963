import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ConsentAsk } from '../call-flow/plan.js';
import type { Language } from '../call-flow/prompt.js';
import { Category } from '../categories/category.entity.js';
import { found, Problem } from '../common/problem.js';
import { Config } from '../config/config.js';
import { DirectLineRow } from '../direct-lines/direct-line.entity.js';
import { Listing } from '../professionals/listing.entity.js';
import { Professional } from '../professionals/professional.entity.js';
import { PromptsService } from '../prompts/prompts.service.js';
import { spokenText } from '../prompts/spoken-text.js';
import { questionText } from '../prompts/templates.js';
import { Trunk } from '../trunks/trunk.entity.js';

/** What a listing's line is asked, and how it is called. */
export interface Question {
  wording: string;
  lineIndex: Buffer;
  ask: Omit<ConsentAsk, 'requestId'>;
}

/** What callers will dial, so that the line's owner may know it again; else whatever leads to the switchboard. */
const PRESENTED = `
  SELECT number FROM (
    SELECT coalesce(p.number, s.number) AS number, p.number IS NULL AS rank, p.created_at
    FROM pass_through_numbers p LEFT JOIN switchboard_numbers s ON s.id = p.switchboard_number_id
    WHERE p.listing_id = $1
  UNION ALL
    SELECT number, NULL, created_at FROM switchboard_numbers
  ) numbers ORDER BY rank, created_at LIMIT 1`;

/** Puts together all that a call for consent needs. */
@Injectable()
export class Questions {
  constructor(
    private readonly database: DataSource,
    private readonly prompts: PromptsService,
    private readonly config: Config,
  ) {}

  /** `said`: the words and the language of a question that was put before. */
  async about(
    listingId: string,
    said: { language?: Language | undefined; wording?: string } = {},
  ): Promise<Question> {
    const { manager } = this.database;
    const listing = found(await manager.findOneBy(Listing, { id: listingId }), 'listing');
    const { professionalId, categoryId } = listing;
    const professional = await manager.findOneByOrFail(Professional, { id: professionalId });
    const line = await manager.findOneBy(DirectLineRow, { professionalId });
    if (!line) throw new Problem('direct-line-missing', 'Set the direct line of the professional first');
    if (!(await manager.existsBy(Trunk, { enabled: true })))
      throw new Problem('trunk-missing', 'Add or enable a trunk first: lines are called by it');
    const category = await manager.findOneByOrFail(Category, { id: categoryId });
    const language = said.language ?? professional.language;
    const wording = said.wording ?? this.wording(language, professional, category);
    const ask = {
      ...{ listingId, professionalId, categoryId, language, lineId: line.id },
      presented: await this.presented(listingId),
      question: await this.prompts.textPrompt(language, wording),
    };
    return { wording, lineIndex: line.numberIndex, ask };
  }

  /** As it is spoken: what is kept with a consent is what was heard. */
  private wording(language: Language, { displayName }: Professional, { names }: Category): string {
    const { organisation } = this.config;
    return spokenText(questionText(language, { organisation, name: displayName, category: names[language] }));
  }

  private async presented(listingId: string): Promise<string> {
    const [row] = await this.database.query<{ number: string }[]>(PRESENTED, [listingId]);
    if (row) return row.number;
    throw new Problem(
      'presented-number-missing',
      'Add a switchboard number first: its owner sees it calling',
    );
  }
}
