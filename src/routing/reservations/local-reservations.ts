/**
 * The reservations this process made, whatever Redis says: what keeps two of its callers
 * apart while Redis is away, or came back having forgotten.
 */
export class LocalReservations {
  private readonly calls = new Map<string, string>();

  /** Which call holds this professional. */
  holder(professionalId: string): string | undefined {
    return this.calls.get(professionalId);
  }

  /** False: another call has the professional. */
  take(callId: string, professionalId: string): boolean {
    if (!this.isFreeFor(callId, professionalId)) return false;
    this.calls.set(professionalId, callId);
    return true;
  }

  isFreeFor(callId: string, professionalId: string): boolean {
    return (this.holder(professionalId) ?? callId) === callId;
  }

  release(callId: string, professionalId: string): void {
    if (this.holder(professionalId) === callId) this.calls.delete(professionalId);
  }

  all(): [professionalId: string, callId: string][] {
    return [...this.calls];
  }
}
