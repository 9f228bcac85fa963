import type { CallEvent } from '../call-flow/event.js';
import type { Command } from '../call-flow/command.js';
import type {
  Caller,
  CodeCheck,
  Entry,
  NoConsent,
  NoLineReason,
  Offer,
  ProfessionalChange,
  Target,
} from '../call-flow/plan.js';
import type { CallRecord } from '../call-flow/record.js';
import type { CallState } from '../call-flow/state.js';

/** Distributes over the union, so that `type` still tells the events apart. */
type WithoutTime<E> = E extends unknown ? Omit<E, 'at'> : never;

/** An event before its time is put on it. */
export type Fact = WithoutTime<CallEvent>;

/** Commands that only the exchange (Asterisk) can carry out. */
export type ExchangeCommand = Exclude<
  Command,
  {
    type:
      | 'find-number'
      | 'find-line'
      | 'release'
      | 'write-record'
      | 'begin-consent'
      | 'check-consent-code'
      | 'record-consent'
      | 'settle-consent'
      | 'change-professional';
  }
>;

/**
 * The exchange that holds the channels. Commands of one call are carried out in the order given.
 * No method waits or throws: a failure comes back as a `command-failed` event.
 */
export abstract class Exchange {
  abstract execute(callId: string, command: ExchangeCommand): void;
  /** The call is over: nothing of it need be remembered. */
  abstract forget(callId: string): void;
}

/** Numbers and people: where a dialled number leads, and who may be rung now. */
export abstract class Routing {
  /**
   * `dialled` is as the carrier sent it, by `trunkId` (null: by a phone of our own). Undefined: nobody has this number,
   * or not by this trunk. Rejects when no answer can be had.
   */
  abstract findNumber(
    dialled: string,
    caller: Caller | null,
    now: Date,
    trunkId: string | null,
  ): Promise<Entry | undefined>;
  /**
   * Reserves everybody it returns for `callId`; `except` are professionals not to be rung again.
   * An empty answer is a reason, with the category in which the caller may be offered somebody else. Rejects when
   * no answer can be had.
   */
  abstract findLine(
    callId: string,
    target: Target,
    except: string[],
    now: Date,
    caller: Caller | null,
  ): Promise<{ offers: Offer[] } | { reason: NoLineReason; categoryId?: string }>;
  /** Of a call that was taken over: what is reserved for it stays so. */
  abstract hold(callId: string, professionalIds: string[]): void;
  /** Gives reservations back; those of other calls are left alone. Never rejects. */
  abstract release(callId: string, professionalIds: string[], spokeUntil: Date | null): Promise<void>;
}

/** The professionals, as far as they manage themselves by phone. Rejects when a change cannot be made. */
export abstract class Professionals {
  abstract change(professionalId: string, change: ProfessionalChange): Promise<void>;
}

/**
 * Requests for consent, decided in a call. Every method rejects when the database is away. A request is decided once:
 * a call that gave up waiting for `record` settles, and whichever of the two comes first stands.
 */
export abstract class Consents {
  /** The line was answered. Does nothing to a request that is settled. */
  abstract begin(requestId: string, callId: string): Promise<void>;
  /** Counts the attempt. */
  abstract checkCode(requestId: string, code: string): Promise<CodeCheck>;
  /** The owner said yes in this call: the line is reachable from now on. Rejects when the request is settled. */
  abstract record(requestId: string, callId: string): Promise<void>;
  /** The call is over without a yes. Does nothing to a request that has its yes. */
  abstract settle(requestId: string, callId: string, outcome: NoConsent): Promise<void>;
}

/** Where call records go. Takes a record for good: it is written once, now or when the database is back. */
export abstract class CallRecords {
  abstract take(record: CallRecord): void;
}

/** Where the next process finds what calls were doing. Only `keepAll` and `all` wait, or fail. */
export abstract class CallStates {
  /** Always called before the commands that the state led to are handed out. */
  abstract keep(callId: string, state: CallState): void;
  abstract drop(callId: string): void;
  /** Resolves when these are kept, and all that was asked for before. Rejects when that is not sure. */
  abstract keepAll(states: CallState[]): Promise<void>;
  /** What is kept. Rejects when it cannot be had. */
  abstract all(): Promise<CallState[]>;
}

/** Time, so that a simulation can bring its own. */
export abstract class Clock {
  /** Ms since the epoch. */
  abstract now(): number;
  /** Runs `task` at `at` (ms since the epoch), or soon if that has passed. Returns how to call it off. */
  abstract schedule(at: number, task: () => void): () => void;
}
