import { Injectable } from '@nestjs/common';
import type { Sealed } from '../call-flow/plan.js';
import { SealOpener } from '../vault/open-seal.js';
import { CallerNumber } from './caller-number.js';
import { callerSeal } from './caller-seal.js';

/** The only place where a caller's number comes out: for calling back, and for sessions. */
@Injectable()
export class CallerOpener {
  constructor(private readonly opener: SealOpener) {}

  /** `sealedTo`: the call's or session's id. Rejects with an UnreadableSealError. */
  async open(sealedTo: string, sealed: Sealed): Promise<CallerNumber> {
    const name = { what: `The caller of ${sealedTo}`, remedy: 'nobody can be called back there' };
    return new CallerNumber(await this.opener.open(sealed, callerSeal(sealedTo), name));
  }
}
