import { Injectable } from '@nestjs/common';
import type { CodeCheck } from '../call-flow/plan.js';
import { Consents } from '../call-runtime/ports.js';

/** Consents as they are decided in calls. Nobody can be asked yet: there is no request whose code would be right. */
@Injectable()
export class PhoneConsents extends Consents {
  async checkCode(): Promise<CodeCheck> {
    return 'spent';
  }

  async record(requestId: string): Promise<void> {
    throw new Error(`there is no consent request ${requestId}`);
  }

  async settle(): Promise<void> {}
}
