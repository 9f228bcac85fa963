import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RoutingChanges, type RoutingChange } from '../routing/routing-changes.js';

/** Between two looks, in ms: with the look itself, well within the second that is promised. */
const EVERY = 250;

/**
 * By the database's clock alone. The first look goes back as far as routing keeps an answer; each of the others, to
 * the one before it and longer than a transaction may take, because a withdrawal is dated before it is seen. An
 * erasure leaves time to look before it takes the ids.
 */
const ENDED = `
  SELECT clock_timestamp()::text AS "lookedAt", ARRAY(
    SELECT json_build_object('id', id, 'listingId', listing_id, 'professionalId', professional_id)
    FROM consents
    WHERE withdrawn_at > coalesce($1, clock_timestamp() - interval '12 hours') - interval '15 seconds'
      AND listing_id IS NOT NULL
  ) AS ended`;

interface Ended {
  id: string;
  listingId: string;
  professionalId: string;
}

/**
 * Whoever withdraws a consent tells routing at once; but Redis may not hear it, and then that process may die. So
 * every process looks for itself which consents have ended, and drops what Redis still says of their listings: no
 * process believes an old yes for longer than it takes to look, as long as it can ask either Redis or Postgres anew.
 */
@Injectable()
export class WithdrawalWatch implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Consent');
  private next: NodeJS.Timeout | undefined;
  private isOver = false;
  private hasFailed = false;
  private lookedAt: string | null = null;
  private known = new Set<string>();

  constructor(
    private readonly database: DataSource,
    private readonly routing: RoutingChanges,
  ) {}

  /** Before calls are taken: nobody else may have been there to drop what Redis says. */
  async onModuleInit(): Promise<void> {
    await this.look();
    this.lookAgain();
  }

  onModuleDestroy(): void {
    this.isOver = true;
    clearTimeout(this.next);
  }

  private lookAgain(): void {
    if (this.isOver) return;
    this.next = setTimeout(() => void this.look().finally(() => this.lookAgain()), EVERY).unref();
  }

  private async look(): Promise<void> {
    try {
      const { lookedAt, ended } = await this.ended();
      await this.routing.changedAll(ended.filter(({ id }) => !this.known.has(id)).flatMap(changes));
      this.known = new Set(ended.map(({ id }) => id));
      this.lookedAt = lookedAt;
      this.hasFailed = false;
    } catch {
      // What was missed is found when Postgres answers again.
      if (!this.hasFailed) this.logger.warn('Postgres cannot be asked whose consent has ended');
      this.hasFailed = true;
    }
  }

  private async ended(): Promise<{ lookedAt: string; ended: Ended[] }> {
    const [row] = await this.database.query<{ lookedAt: string; ended: Ended[] }[]>(ENDED, [this.lookedAt]);
    return row ?? { lookedAt: '', ended: [] };
  }
}

/** The listing as routing knows it, and its line: it may have ended because another line took its place. */
const changes = ({ listingId, professionalId }: Ended): RoutingChange[] => [
  { kind: 'listing', listingId },
  { kind: 'direct-line', professionalId },
];
