import { Injectable } from '@nestjs/common';
import { PHONE } from '../audit/actor.js';
import type { ProfessionalChange } from '../call-flow/plan.js';
import { Professionals } from '../call-runtime/ports.js';
import { ConsentsService } from '../consent/consents.service.js';
import { ProfessionalsService } from './professionals.service.js';

/** What professionals change of themselves by calling the switchboard from their direct line. */
@Injectable()
export class ChangesByPhone extends Professionals {
  constructor(
    private readonly professionals: ProfessionalsService,
    private readonly consents: ConsentsService,
  ) {
    super();
  }

  async change(professionalId: string, change: ProfessionalChange): Promise<void> {
    if (change === 'withdraw-consent') return this.consents.withdrawAll(professionalId);
    await this.professionals.change(professionalId, { away: change === 'away' }, PHONE);
  }
}
