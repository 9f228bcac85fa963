import type { Repository } from 'typeorm';
import type { Trunk } from '../trunks/trunk.entity.js';
import { TrunkStore } from './trunk-keeper.js';
import type { TrunkSettings } from './trunk-objects.js';

/** The trunks in Postgres. */
export class TrunkTable extends TrunkStore {
  constructor(private readonly trunks: Repository<Trunk>) {
    super();
  }

  enabled(): Promise<TrunkSettings[]> {
    return this.trunks.findBy({ enabled: true });
  }
}
