import { Injectable } from '@nestjs/common';
import type { Caller } from '../call-flow/plan.js';
import { InboundTrunks } from '../trunks/inbound-trunks.js';
import { Vault } from '../vault/vault.js';
import { callerSeal } from './caller-seal.js';
import { CallerNumber } from './caller-number.js';

/** Turns a caller's number into what may be known of it. The number itself goes no further than this file. */
@Injectable()
export class Callers {
  constructor(
    private readonly trunks: InboundTrunks,
    private readonly vault: Vault,
  ) {}

  /** `text` is the number as the trunk wrote it. Null when it is none: withheld, empty, or made up. */
  recognise(text: string, callId: string, trunkId: string | null): Caller | null {
    const e164 = this.trunks.e164(text, trunkId);
    if (e164 === undefined) return null;
    const number = new CallerNumber(e164);
    return { token: this.tokenOf(number), line: this.lineOf(number), sealed: this.seal(number, callId) };
  }

  /** Equal for equal numbers; base64url. What block lists, sessions and records know a caller by. */
  tokenOf(number: CallerNumber): string {
    return this.vault.hmac('caller-token', number.reveal()).toString('base64url');
  }

  /** `sealedTo`: the id of the call, or of the session, that the number is kept for. */
  seal(number: CallerNumber, sealedTo: string): Caller['sealed'] {
    return this.vault.seal(number.reveal(), callerSeal(sealedTo));
  }

  /** As the table of direct lines has its index: a professional who calls is found by it. */
  private lineOf(number: CallerNumber): string {
    return this.vault.hmac('line-index', number.reveal()).toString('base64url');
  }
}
