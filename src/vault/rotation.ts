import { IsNull, Not, type DataSource, type EntityManager } from 'typeorm';
import type { AuditDetail } from '../audit/actions.js';
import { CONSOLE } from '../audit/actor.js';
import type { Audit } from '../audit/audit.js';
import type { Config } from '../config/config.js';
import type { Progress } from '../common/progress.js';
import { Keyring } from './keyring.js';
import { newKeyId } from './master-key.js';
import { MasterKeyPlace } from './master-key-place.js';
import { Resealer, type Resealed } from './open-to-seal-anew.js';
import { everyProcess, KNOWS, SEALS_WITH } from './process-wait.js';
import { asOnlyRotation } from './rotation-lock.js';
import { destroySpentKeys } from './spent-keys.js';
import { masterOf, unwrapAll } from './unwrap-keys.js';
import { VaultKey } from './vault-key.entity.js';

/**
 * A new key for sealing, while calls go on: made, known to every process, made current, and everything sealed anew
 * with it. Each step is in the table, so that one that was killed is taken up by the next.
 */
export class Rotation {
  constructor(
    private readonly config: Config,
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
    private readonly progress: Progress,
  ) {}

  run(): Promise<void> {
    return asOnlyRotation(this.dataSource, async () => {
      await destroySpentKeys(this.dataSource.manager, this.audit, CONSOLE);
      const key = await this.keyInTheMaking();
      await this.progress.step('Every process knows the new key', (tell) =>
        everyProcess(this.dataSource, KNOWS, key, tell),
      );
      await this.makeCurrent(key);
      await this.progress.step('Every process seals with it', (tell) =>
        everyProcess(this.dataSource, SEALS_WITH, key, tell),
      );
      const { done, broken } = await this.sealAnew();
      await this.retire(key, done);
      this.progress.say(`Sealed anew: ${done}.`);
      for (const row of broken) this.progress.say(`Does not open, and was left as it is: ${row}`);
    });
  }

  /** Of an interrupted rotation, or new. */
  private async keyInTheMaking(): Promise<string> {
    const keys = await this.keys.findBy({ purpose: 'sealing' });
    const pending = keys.find(({ state }) => state === 'pending');
    const isUnfinished = keys.some(({ state, retiredAt }) => state === 'retired' && !retiredAt);
    const unfinished = pending ?? (isUnfinished ? keys.find(({ state }) => state === 'current') : undefined);
    if (!unfinished) return this.newKey();
    this.progress.say('A rotation was interrupted: it goes on.');
    return unfinished.id;
  }

  private async newKey(): Promise<string> {
    const id = newKeyId();
    const master = await masterOf(new MasterKeyPlace(this.config), await this.keys.find());
    await this.keys.insert({ ...master.wrap(id, 'sealing'), state: 'pending' });
    return id;
  }

  private async makeCurrent(id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const older = { purpose: 'sealing', state: 'current', id: Not(id) } as const;
      const { affected } = await manager.update(VaultKey, older, { state: 'retired' });
      if (!affected) return;
      await manager.update(VaultKey, { id }, { state: 'current' });
      await this.note(manager, { key: id });
    });
  }

  private async sealAnew(): Promise<Resealed> {
    const rows = await this.keys.find();
    const keyring = new Keyring(unwrapAll(await masterOf(new MasterKeyPlace(this.config), rows), rows));
    return this.progress.step('Everything is sealed anew', (tell) =>
      new Resealer(this.dataSource, keyring, ({ done, of }) => tell(`${done} of ${of}`)).run(),
    );
  }

  /** From now on nothing new of the older keys comes into any cache, and their last day begins. */
  private async retire(key: string, rows: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const older = { state: 'retired', retiredAt: IsNull() } as const;
      await manager.update(VaultKey, older, { retiredAt: () => 'clock_timestamp()' });
      await this.note(manager, { key, rows });
    });
  }

  private note(manager: EntityManager, detail: AuditDetail<'vault-rotated'>): Promise<void> {
    return this.audit.write(manager, { actor: CONSOLE, action: 'vault-rotated', subject: 'vault', detail });
  }

  private get keys() {
    return this.dataSource.getRepository(VaultKey);
  }
}
