import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { CodeCheck, NoConsent } from '../call-flow/plan.js';
import { Consents } from '../call-runtime/ports.js';
import { lockForWriting } from '../database/subject-lock.js';
import { DirectLineRow } from '../direct-lines/direct-line.entity.js';
import { listingChanges } from '../professionals/listing-changes.js';
import { Listing } from '../professionals/listing.entity.js';
import { RoutingChanges, type RoutingChange } from '../routing/routing-changes.js';
import { Consent } from './consent.entity.js';
import { LIMITS } from './consent-limits.js';
import { ConsentRequest } from './consent-request.entity.js';
import { ConsentSecrets } from './consent-secrets.js';
import { isGoingOn, isSpent } from './request-state.js';

/** Consents as they are decided in calls. */
@Injectable()
export class PhoneConsents extends Consents {
  constructor(
    private readonly database: DataSource,
    private readonly secrets: ConsentSecrets,
    private readonly routing: RoutingChanges,
  ) {
    super();
  }

  begin(requestId: string, callId: string): Promise<void> {
    return this.turn(requestId, callId, 'answered');
  }

  /** The last wrong code that is allowed spends the request as well: there is nothing left to try. */
  checkCode(requestId: string, code: string): Promise<CodeCheck> {
    return this.database.transaction(async (manager) => {
      const request = await locked(manager, requestId);
      if (!request || !isGoingOn(request) || isSpent(request, new Date())) return 'spent';
      if (this.secrets.isRight(request, code)) {
        await manager.update(ConsentRequest, { id: requestId }, { codeUsedAt: new Date() });
        return 'right';
      }
      const wrongCodes = request.wrongCodes + 1;
      await manager.update(ConsentRequest, { id: requestId }, { wrongCodes });
      return wrongCodes < LIMITS.wrongCodes ? 'wrong' : 'spent';
    });
  }

  async record(requestId: string, callId: string): Promise<void> {
    const changes = await this.database.transaction((manager) => recordYes(manager, requestId, callId));
    await this.routing.changedAll(changes);
  }

  settle(requestId: string, callId: string, outcome: NoConsent): Promise<void> {
    return this.turn(requestId, callId, outcome);
  }

  /** While its call goes on. What is told late changes nothing any more. */
  private async turn(id: string, callId: string, state: ConsentRequest['state']): Promise<void> {
    await this.database.transaction(async (manager) => {
      const request = await locked(manager, id);
      if (!request || !isInCall(request, callId)) return;
      await manager.update(ConsentRequest, { id }, { state, callId });
    });
  }
}

/**
 * Before an erasure of the professional or after it, never during it: it would not see the yes. Then
 * locks the line, the listing and the request, in the order in which a removal takes them: neither of the first two
 * can be replaced or removed until the yes is written down. Gives what routing has to be told afterwards.
 */
async function recordYes(manager: EntityManager, id: string, callId: string): Promise<RoutingChange[]> {
  await lockForWriting(manager);
  const { directLineId, listingId } = await manager.findOneByOrFail(ConsentRequest, { id });
  const line = await manager.findOne(DirectLineRow, {
    where: { id: directLineId },
    lock: { mode: 'pessimistic_read' },
  });
  const listing = await manager.findOne(Listing, {
    where: { id: listingId },
    lock: { mode: 'for_key_share' },
  });
  const request = await locked(manager, id);
  // Whoever took the call over asks once more; the cache may not have been told.
  if (request?.state === 'given' && request.callId === callId)
    return listingChanges(manager, { id: listingId });
  if (!request || !isInCall(request, callId) || !request.codeUsedAt)
    throw new Error(`consent request ${id} is not one that this call may answer`);
  if (!listing || line?.professionalId !== listing.professionalId)
    throw new Error(`the line of consent request ${id} is not there any more`);
  await manager.insert(Consent, consentTo(request, listing.professionalId, callId));
  await manager.update(ConsentRequest, { id }, { state: 'given', callId });
  return listingChanges(manager, { id: listingId });
}

const consentTo = (request: ConsentRequest, professionalId: string, callId: string): Partial<Consent> => ({
  listingId: request.listingId,
  professionalId,
  directLineId: request.directLineId,
  callId,
  givenAt: new Date(),
  wording: request.wording,
  language: request.language,
  method: 'phone',
});

/** Nothing else reads or changes the request until the transaction ends. */
const locked = (manager: EntityManager, id: string): Promise<ConsentRequest | null> =>
  manager.findOne(ConsentRequest, { where: { id }, lock: { mode: 'pessimistic_write' } });

/** Its call may have come here before its id was written down. */
const isInCall = (request: ConsentRequest, asked: string): boolean =>
  isGoingOn(request) && (request.callId === null || request.callId === asked);
