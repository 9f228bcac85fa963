import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller, Entry } from '../call-flow/plan.js';
import { CallingPolicies } from '../calling-policy/calling-policies.js';
import { isBlockedEverywhere } from '../guard/blocks.js';
import { CallingProfessionals } from './returning/calling-professionals.js';
import { CallsAgain } from './returning/calls-again.js';
import { LineOwners } from './returning/line-owners.js';
import { Lookups } from './cache/lookups.js';
import { SessionCalls } from './returning/session-calls.js';
import { InboundTrunks } from '../trunks/inbound-trunks.js';
import type { Published, SpokenWith } from './snapshot.js';

/** Longer than any lookup takes, shorter than anybody notices (ms). */
const UNKNOWN_AFTER = 25;

/** What is published, to a trunk that may bring its calls. */
type Open = Published extends infer P ? (P extends unknown ? Omit<P, 'trunkId'> : never) : never;

/** Who calls, as far as we know. */
interface Known {
  caller: Caller | null;
  /** Whose direct line they call from. */
  professionalId: string | undefined;
  spoken: SpokenWith | undefined;
}

/** Where a dialled number leads this caller. */
@Injectable()
export class Entries {
  constructor(
    private readonly lookups: Lookups,
    private readonly owners: LineOwners,
    private readonly callsAgain: CallsAgain,
    private readonly professionals: CallingProfessionals,
    private readonly sessions: SessionCalls,
    private readonly trunks: InboundTrunks,
    private readonly policies: CallingPolicies,
  ) {}

  async find(
    dialled: string,
    caller: Caller | null,
    now: Date,
    trunkId: string | null,
  ): Promise<Entry | undefined> {
    const earliest = wait(UNKNOWN_AFTER);
    const number = this.trunks.e164(dialled, trunkId);
    const entry = number === undefined ? undefined : await this.entry(number, caller, now, trunkId);
    // A number that is not in use takes fewer lookups than one that is not for this caller: nobody shall hear it.
    if (!entry) await earliest;
    return entry;
  }

  private async entry(
    number: string,
    caller: Caller | null,
    now: Date,
    trunkId: string | null,
  ): Promise<Entry | undefined> {
    // At once, so that they take Redis no longer than one of them.
    const [published, blocks, professionalId, spoken] = await Promise.all([
      this.lookups.entry(number),
      this.lookups.blocks(caller),
      caller ? this.owners.find(caller.line) : undefined,
      caller ? this.callsAgain.find(number, caller.token) : undefined,
    ]);
    if (!published) return undefined;
    // `trunkId` is not in what was cached before numbers had one.
    const { trunkId: assignedTo = null, ...open } = published;
    if (!this.trunks.mayBring(assignedTo, trunkId)) return undefined;
    const entry = await this.leadsTo(open, { caller, professionalId, spoken }, now);
    if (!entry) return undefined;
    const isFromOwnLine = professionalId !== undefined;
    const known = { ...entry, rules: this.policies.bounded(entry.rules), isFromOwnLine };
    return isBlockedEverywhere(blocks) ? refusedAt(known) : known;
  }

  private async leadsTo(published: Open, known: Known, now: Date): Promise<Entry | undefined> {
    switch (published.kind) {
      case 'menu':
        return this.menu(published, known, now);
      case 'session':
        return this.sessions.entry(published, known.caller, known.professionalId, now);
      default:
        return published;
    }
  }

  private async menu(
    { callAgainMs, ...menu }: Open & { kind: 'menu' },
    { caller, professionalId, spoken }: Known,
    now: Date,
  ): Promise<Entry> {
    const professional =
      caller && professionalId !== undefined
        ? await this.professionals.of(professionalId, caller, menu.language, now)
        : null;
    const isRecent = spoken && now.getTime() - spoken.at < callAgainMs;
    const again = isRecent && !professional ? await this.stillReachable(spoken.listingId) : null;
    return { ...menu, professional, again };
  }

  private async stillReachable(listingId: string): Promise<{ listingId: string } | null> {
    const listing = await this.lookups.listing(listingId).catch(() => undefined);
    return listing?.reachable ? { listingId } : null;
  }
}

const refusedAt = ({ number, language, rules, words, isFromOwnLine = false }: Entry): Entry => ({
  kind: 'refused',
  number,
  language,
  rules,
  words,
  isFromOwnLine,
});
