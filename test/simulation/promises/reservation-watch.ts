import type { Town } from '../town/town.js';
import type { Promises } from './broken.js';

/** Everybody reserved is given back, and not while their phone is still in use for the call. */
export class ReservationWatch {
  constructor(
    private readonly promises: Promises,
    private readonly town: Town,
    /** The professional's phone rings, listens or talks for this call. */
    private readonly isInUse: (callId: string, professionalId: string) => boolean,
    private readonly soon: (task: () => void) => void,
  ) {}

  released(callId: string, professionalId: string): void {
    if (!this.isInUse(callId, professionalId)) return;
    // The hang-up of their leg may still be on its way.
    this.soon(() =>
      this.promises.keep(
        !this.isInUse(callId, professionalId),
        callId,
        `${professionalId} was given back while their phone is in use`,
      ),
    );
  }

  dialled(callId: string, professionalId: string): void {
    const { reservedFor } = this.town.of(professionalId) ?? {};
    this.promises.keep(reservedFor === callId, callId, `${professionalId} is rung and not reserved`);
  }

  atEnd(): void {
    for (const { professionalId, reservedFor } of this.town.professionals)
      this.promises.keep(reservedFor === null, reservedFor, `${professionalId} stays reserved`);
  }
}
