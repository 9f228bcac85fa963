import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository, type EntityManager } from 'typeorm';
import { found, Problem } from '../common/problem.js';
import { ConsentAttempt } from './consent-attempt.entity.js';
import { ConsentCalls } from './consent-calls.js';
import { Consent } from './consent.entity.js';
import { countAttempt, LIMITS } from './consent-limits.js';
import { ConsentRequest } from './consent-request.entity.js';
import type { ConsentRequestView, NewConsentRequest } from './consent-requests.schema.js';
import { ConsentSecrets, drawCode } from './consent-secrets.js';
import { Questions, type Question } from './questions.js';
import { isGoingOn, mayBeCalledAgain, viewOf } from './request-state.js';

@Injectable()
export class ConsentRequestsService {
  constructor(
    @InjectRepository(ConsentRequest) private readonly requests: Repository<ConsentRequest>,
    private readonly questions: Questions,
    private readonly secrets: ConsentSecrets,
    private readonly calls: ConsentCalls,
  ) {}

  /** Has the line called. The code is answered here and nowhere else. */
  async create(listingId: string, given: NewConsentRequest): Promise<ConsentRequestView & { code: string }> {
    const { language, applicant } = given;
    this.calls.check();
    const question = await this.questions.about(listingId, { language });
    const applicantIndex = this.secrets.applicantIndex(applicant ?? question.ask.professionalId);
    const id = randomUUID();
    const code = drawCode();
    await this.requests.manager.transaction(async (manager) => {
      await refuseConsented(manager, listingId);
      await countAttempt(manager, { requestId: id, lineIndex: question.lineIndex, applicantIndex });
      await manager.insert(ConsentRequest, this.newRequest(id, code, question));
    });
    return { ...(await this.call(id, question)), code };
  }

  async get(id: string): Promise<ConsentRequestView> {
    return viewOf(found(await this.requests.findOneBy({ id }), 'consent request'));
  }

  /** With the same code and the same words. */
  async callAgain(id: string): Promise<ConsentRequestView> {
    this.calls.check();
    const { listingId, language, wording } = found(await this.requests.findOneBy({ id }), 'consent request');
    const question = await this.questions.about(listingId, { language, wording });
    await this.requests.manager.transaction(async (manager) => {
      const request = await manager.findOne(ConsentRequest, {
        where: { id },
        lock: { mode: 'pessimistic_write' },
      });
      refuseCall(found(request, 'consent request'), question);
      await refuseConsented(manager, listingId);
      const { applicantIndex } = await manager.findOneByOrFail(ConsentAttempt, { requestId: id });
      await countAttempt(manager, { requestId: id, lineIndex: question.lineIndex, applicantIndex });
      await manager.update(ConsentRequest, { id }, { state: 'calling', callId: null });
    });
    return this.call(id, question);
  }

  private newRequest(id: string, code: string, { ask, wording }: Question): Partial<ConsentRequest> {
    return {
      id,
      listingId: ask.listingId,
      directLineId: ask.lineId,
      language: ask.language,
      wording,
      codeHash: this.secrets.codeHash(id, code),
      expiresAt: new Date(Date.now() + LIMITS.codeMs),
    };
  }

  /** After the attempt is counted for good. The call may be over before its id is written down; then it has done so. */
  private async call(id: string, { ask }: Question): Promise<ConsentRequestView> {
    const callId = this.calls.ask({ ...ask, requestId: id });
    await this.requests.update({ id, callId: IsNull() }, { callId });
    return this.get(id);
  }
}

async function refuseConsented(manager: EntityManager, listingId: string): Promise<void> {
  if (await manager.existsBy(Consent, { listingId, withdrawnAt: IsNull() }))
    throw new Problem('consent-in-force', 'The owner said yes already; nobody need be asked');
}

function refuseCall(request: ConsentRequest, { ask }: Question): void {
  if (request.state === 'refused')
    throw new Problem('consent-refused', 'The owner said no; ask again only when they want to be asked');
  if (isGoingOn(request))
    throw new Problem('consent-call-in-progress', 'Wait until the call to this line has ended');
  if (request.directLineId !== ask.lineId || !mayBeCalledAgain(request, new Date()))
    throw new Problem('consent-code-spent', 'Make another request: it has a code of its own');
}
