import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { IsNull, Raw, type DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Problem } from '../common/problem.js';
import { Consent } from '../consent/consent.entity.js';
import { ConsentsService } from '../consent/consents.service.js';
import { lockForErasing } from '../database/subject-lock.js';
import { rehearse } from './rehearsal.js';

/**
 * How long a withdrawal can be read before the ids that it names go, in ms: four looks of every process that watches
 * for withdrawals. What Redis says of the listing is dropped by then, even if this process could not tell it.
 */
export const READABLE_MS = 1000;

/** Waits. */
@Injectable()
export class Pause {
  of(ms: number): Promise<void> {
    return pause(ms);
  }
}

/** What an erasure does first: a consent whose ids are gone could not be dropped from Redis by anybody. */
@Injectable()
export class WithdrawalFirst {
  constructor(
    private readonly consents: ConsentsService,
    private readonly pause: Pause,
  ) {}

  /**
   * Withdraws for good, and returns when every process has seen it. Problems: those of the erasure, and then nothing
   * is withdrawn.
   */
  async withdraw(own: DataSource, professionalId: string, actor: Actor): Promise<void> {
    const subject = { kind: 'professional', id: professionalId } as const;
    await own.transaction(async (manager) => {
      await lockForErasing(manager);
      await rehearse(manager, subject);
      await this.consents.withdrawAllIn(manager, professionalId, actor);
    });
    await this.consents.tellAll(professionalId);
    if (await hasEndedLately(own.manager, professionalId)) await this.pause.of(READABLE_MS);
  }
}

/** By this erasure, by one before it, or because the listing was removed. */
const hasEndedLately = (manager: EntityManager, professionalId: string): Promise<boolean> => {
  const lately = Raw((column) => `${column} > clock_timestamp() - interval '${READABLE_MS} ms'`);
  return manager.existsBy(Consent, { professionalId, withdrawnAt: lately });
};

/** Throws where somebody said yes since they were withdrawn. Nobody can any more while `lockForErasing` is held. */
export async function requireWithdrawn(manager: EntityManager, professionalId: string): Promise<void> {
  if (await manager.existsBy(Consent, { professionalId, withdrawnAt: IsNull() }))
    throw new Problem('conflict', 'The professional said yes on a call just now; erase once more');
}
