import { Injectable } from '@nestjs/common';
import { keyOf } from './cache-keys.js';
import { LookupCache } from './lookup-cache.js';
import { RoutingChanges, type RoutingChange } from './routing-changes.js';

@Injectable()
export class CachedRoutingChanges extends RoutingChanges {
  constructor(private readonly cache: LookupCache) {
    super();
  }

  async changed(what: RoutingChange): Promise<void> {
    await this.cache.drop(keyOf(what));
  }
}
