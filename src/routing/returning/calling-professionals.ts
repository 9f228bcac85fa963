import { Injectable } from '@nestjs/common';
import type { Caller, CallingProfessional } from '../../call-flow/plan.js';
import type { Language } from '../../call-flow/prompt.js';
import { CallerTables } from '../tables/caller-tables.js';
import { inTime } from '../cache/in-time.js';

/** What waits for a professional is not worth more silence than this. */
const PATIENCE_MS = 500;

/** What a professional is told who calls a menu from their direct line. */
@Injectable()
export class CallingProfessionals {
  constructor(private readonly tables: CallerTables) {}

  /** Null: the line is theirs no more. Without Postgres they are recognised, and told of nothing. Never rejects. */
  async of(
    professionalId: string,
    { line, token }: Caller,
    language: Language,
    now: Date,
  ): Promise<CallingProfessional | null> {
    const asked = this.tables.professional(line, token, now);
    try {
      return (await inTime(asked, PATIENCE_MS, '')) ?? null;
    } catch {
      const nothing = { away: false, missed: 0, canCallBack: false, consented: false };
      return { professionalId, language, ...nothing };
    }
  }
}
