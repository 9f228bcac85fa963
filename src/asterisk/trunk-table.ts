import type { KnownTrunks } from '../trunks/known-trunks.js';
import { TrunkStore } from './trunk-keeper.js';
import type { TrunkSettings } from './trunk-objects.js';

/** The trunks in Postgres. */
export class TrunkTable extends TrunkStore {
  constructor(private readonly trunks: KnownTrunks) {
    super();
  }

  enabled(): Promise<TrunkSettings[]> {
    return this.trunks.load();
  }
}
