import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller, Entry } from '../call-flow/plan.js';
import { Config } from '../config/config.js';
import { isBlockedEverywhere } from '../guard/blocks.js';
import { CallingProfessionals } from './returning/calling-professionals.js';
import { CallsAgain } from './returning/calls-again.js';
import { dialledNumber } from './dialled-number.js';
import { LineOwners } from './returning/line-owners.js';
import { Lookups } from './cache/lookups.js';
import { SessionCalls } from './returning/session-calls.js';
import type { Published, SpokenWith } from './snapshot.js';

/** Longer than any lookup takes, shorter than anybody notices (ms). */
const UNKNOWN_AFTER = 25;

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
    private readonly config: Config,
  ) {}

  async find(
    dialled: string,
    caller: Caller | null,
    now: Date,
    _trunkId: string | null,
  ): Promise<Entry | undefined> {
    const earliest = wait(UNKNOWN_AFTER);
    const number = dialledNumber(dialled, this.config.defaultCountry);
    const entry = number === undefined ? undefined : await this.entry(number, caller, now);
    // A number that is not in use takes fewer lookups than one that is not for this caller: nobody shall hear it.
    if (!entry) await earliest;
    return entry;
  }

  private async entry(number: string, caller: Caller | null, now: Date): Promise<Entry | undefined> {
    // At once, so that they take Redis no longer than one of them.
    const [published, blocks, professionalId, spoken] = await Promise.all([
      this.lookups.entry(number),
      this.lookups.blocks(caller),
      caller ? this.owners.find(caller.line) : undefined,
      caller ? this.callsAgain.find(number, caller.token) : undefined,
    ]);
    const entry = published && (await this.leadsTo(published, { caller, professionalId, spoken }, now));
    return entry && isBlockedEverywhere(blocks) ? refusedAt(entry) : entry;
  }

  private async leadsTo(published: Published, known: Known, now: Date): Promise<Entry | undefined> {
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
    { callAgainMs, ...menu }: Published & { kind: 'menu' },
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

const refusedAt = ({ number, language, rules, words }: Entry): Entry => ({
  kind: 'refused',
  number,
  language,
  rules,
  words,
});
