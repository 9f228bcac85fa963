import type { ProfessionalChange } from '../../../src/call-flow/plan.js';
import { Professionals } from '../../../src/call-runtime/ports.js';
import type { Town } from '../town/town.js';
import type { Desk } from './desk.js';

export class FakeProfessionals extends Professionals {
  constructor(
    private readonly town: Town,
    private readonly desk: Desk,
  ) {
    super();
  }

  change(professionalId: string, change: ProfessionalChange): Promise<void> {
    return this.desk.ask(() => {
      const one = this.town.of(professionalId);
      if (!one) throw new Error('there is no such professional');
      if (change === 'withdraw-consent') one.consented = false;
      else one.away = change === 'away';
    });
  }
}
