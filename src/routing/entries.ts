import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Caller, Entry } from '../call-flow/plan.js';
import { Config } from '../config/config.js';
import { isBlockedEverywhere } from '../guard/blocks.js';
import { dialledNumber } from './dialled-number.js';
import { Lookups } from './lookups.js';
import type { Published } from './snapshot.js';

/** Longer than any lookup takes, shorter than anybody notices (ms). */
const UNKNOWN_AFTER = 25;

/** Where a dialled number leads this caller. */
@Injectable()
export class Entries {
  constructor(
    private readonly lookups: Lookups,
    private readonly config: Config,
  ) {}

  async find(dialled: string, caller: Caller | null, now: Date): Promise<Entry | undefined> {
    const earliest = wait(UNKNOWN_AFTER);
    const number = dialledNumber(dialled, this.config.defaultCountry);
    const blocks = this.lookups.blocks(caller);
    const published = number === undefined ? undefined : await this.lookups.entry(number);
    if (published && isBlockedEverywhere(await blocks)) return refusedAt(published);
    const entry = published && (await this.entryFor(published, caller, now));
    // A number that is not in use takes fewer lookups than one that is not for this caller: nobody shall hear it.
    if (!entry) await earliest;
    return entry;
  }

  private async entryFor(
    published: Published,
    _caller: Caller | null,
    _now: Date,
  ): Promise<Entry | undefined> {
    return published.kind === 'menu' ? { ...published, again: null, professional: null } : published;
  }
}

const refusedAt = ({ number, language, rules, words }: Published): Entry => ({
  kind: 'refused',
  number,
  language,
  rules,
  words,
});
