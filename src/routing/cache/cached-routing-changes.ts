import { Injectable } from '@nestjs/common';
import { keyOf } from './cache-keys.js';
import { LookupCache } from './lookup-cache.js';
import { LineOwners } from '../returning/line-owners.js';
import { RoutingChanges, type RoutingChange } from '../routing-changes.js';

@Injectable()
export class CachedRoutingChanges extends RoutingChanges {
  constructor(
    private readonly cache: LookupCache,
    private readonly owners: LineOwners,
  ) {
    super();
  }

  async changed(what: RoutingChange): Promise<void> {
    const dropped = this.cache.drop(keyOf(what));
    if (what.kind === 'direct-line') await this.owners.changed(what.professionalId);
    await dropped;
  }
}
