import type { CallRecord } from './record.js';
import type {
  Caller,
  ConsentAsk,
  NoConsent,
  Offer,
  ProfessionalChange,
  RingingRules,
  Target,
} from './plan.js';
import type { Language, Prompt } from './prompt.js';

/** What is to be done for a call. Carried out by others; what comes of it returns as events. */
export type Command =
  | { type: 'find-number'; dialled: string; caller: Caller | null; trunkId: string | null }
  | { type: 'find-line'; target: Target; except: string[]; caller: Caller | null }
  /** Calls a line for its owner's consent; whoever answers is this call's caller. */
  | { type: 'call-line'; ask: ConsentAsk; without: string[] }
  /** The line was answered: its owner is being asked. */
  | { type: 'begin-consent'; requestId: string }
  | { type: 'check-consent-code'; requestId: string; code: string }
  | { type: 'record-consent'; requestId: string }
  /** The consent call is over without a yes. */
  | { type: 'settle-consent'; requestId: string; outcome: NoConsent }
  | { type: 'change-professional'; professionalId: string; change: ProfessionalChange }
  | { type: 'answer' }
  /** Said to the caller. Before the call is answered it is early media (183). */
  | { type: 'say'; sayingId: number; language: Language; prompts: Prompt[] }
  | { type: 'stop-saying'; sayingId: number }
  /** `without`: trunks that failed already, and are not to be tried again. */
  | {
      type: 'ring';
      offers: Offer[];
      rules: RingingRules;
      presented: string;
      without: string[];
      /** The caller's. */
      language: Language;
    }
  /** One of several whose trunk failed, while the others ring on. */
  | { type: 'ring-again'; offer: Offer; presented: string; without: string[] }
  /** `round` counts how often this callee was asked. */
  | { type: 'whisper'; offer: Offer; round: number }
  | { type: 'accept'; offer: Offer; round: number }
  | { type: 'hang-up-callee'; offerId: string }
  /** `cause` is a Q.850 cause; Asterisk turns it into the SIP status of a call not yet answered. */
  | { type: 'hang-up'; cause: number }
  /** Gives reservations back; `spokeUntil` is when a conversation ended (ms since the epoch), null if there was none. */
  | { type: 'release'; professionalIds: string[]; spokeUntil: number | null }
  | { type: 'write-record'; record: CallRecord };
