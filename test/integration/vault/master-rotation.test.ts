import { jest } from '@jest/globals';
import { existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { attentive, blocking, waiting } from './moments.js';
import { freshPlace, masterKey, type Place } from './place.js';
import { addLines, allOpen, sealedLines, startProcess, type Process } from './process.js';
import { vaultCommand } from './vault-command.js';

jest.setTimeout(60_000);

let place: Place;

beforeEach(async () => {
  place = await freshPlace();
});
afterEach(() => place.remove());

const rotateMaster = (more: Record<string, string> = {}) =>
  vaultCommand(place.environment(more), 'rotate', '--master');
const wrapped = (source: DataSource) => source.query('SELECT id, wrapped FROM vault_keys ORDER BY id');
const file = (name = 'vault.key') => readFileSync(place.file(name), 'utf8');

async function withService<T>(
  more: Record<string, string>,
  work: (service: Process) => Promise<T>,
): Promise<T> {
  const service = await startProcess(place, more);
  try {
    return await work(service);
  } finally {
    await service.stop();
  }
}

/** A new process opens every line. */
const allOpenAfterBoot = (more: Record<string, string> = {}) => withService(more, allOpen);

describe('A new master key', () => {
  it('wraps the same data keys, so that nothing is sealed anew and everything opens', async () => {
    await withService({}, async (service) => {
      await addLines(service, 3);
      const [lines, keys, old] = [await sealedLines(service.source), await wrapped(service.source), file()];
      const { code, text } = await rotateMaster().ended;
      expect([code, text]).toEqual([0, expect.stringContaining(`in ${place.file('vault.key')}`)]);
      expect(file()).not.toBe(old);
      expect(text).not.toContain(file().trim());
      expect(statSync(place.file('vault.key')).mode & 0o777).toBe(0o600);
      expect(existsSync(place.file('vault.key.next'))).toBe(false);
      const after = await wrapped(service.source);
      expect(after.map(({ id }: any) => id)).toEqual(keys.map(({ id }: any) => id));
      for (const [i, key] of keys.entries()) expect(after[i].wrapped).not.toEqual(key.wrapped);
      expect(await sealedLines(service.source)).toEqual(lines);
      expect(await allOpenAfterBoot()).toBe(3);
      expect(await service.source.query('SELECT actor, action, subject, detail FROM audit_log')).toEqual([
        { actor: 'console', action: 'vault-master-key-changed', subject: 'vault', detail: {} },
      ]);
    });
  });

  it('is taken up by processes that run, at the next new data key', async () => {
    await withService({}, async (service) => {
      await addLines(service, 3);
      await rotateMaster().ended;
      const { code } = await attentive(vaultCommand(place.environment(), 'rotate').ended, service);
      expect(code).toBe(0);
      expect(await allOpen(service)).toBe(3);
      expect(await allOpenAfterBoot()).toBe(3);
    });
  });

  it('leaves the old one beside it, for backups from before, and the state of the vault names it', async () => {
    await withService({}, (service) => addLines(service, 1));
    const old = file();
    const { text } = await rotateMaster().ended;
    const [, kept = ''] = /kept in (\S+):/.exec(text) ?? [];
    expect(kept).toMatch(/vault\.key\.until-20\d\d-[\dTZ-]+$/);
    expect(readFileSync(kept, 'utf8')).toBe(old);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect((await vaultCommand(place.environment(), 'status').ended).text).toContain(kept);
    const again = await rotateMaster().ended;
    expect(again.text).not.toContain(kept);
    expect(readFileSync(kept, 'utf8')).toBe(old);
  });

  it('shuts the old one out', async () => {
    await withService({}, (service) => addLines(service, 1));
    const old = file();
    await rotateMaster().ended;
    place.write('vault.key', old);
    await expect(allOpenAfterBoot()).rejects.toMatchObject({ code: 'vault-key-wrong' });
  });
});

describe('A change of the master key that is killed', () => {
  it('before the keys are wrapped anew leaves the old one in force', async () => {
    await withService({}, async (service) => {
      await addLines(service, 2);
      const old = file();
      const holder = await blocking(service.source, 'UPDATE');
      const rotation = rotateMaster();
      await waiting(service.source);
      expect(existsSync(place.file('vault.key.next'))).toBe(true);
      await rotation.kill();
      await holder.release();
      expect(await allOpenAfterBoot()).toBe(2);
      expect(file()).toBe(old);
      expect((await rotateMaster().ended).code).toBe(0);
      expect(file()).not.toBe(old);
      expect(await allOpenAfterBoot()).toBe(2);
    });
  });

  it('before the file has its name is completed at the next boot', async () => {
    await withService({}, (service) => addLines(service, 2));
    const old = file();
    await rotateMaster().ended;
    const next = file();
    renameSync(place.file('vault.key'), place.file('vault.key.next'));
    place.write('vault.key', old);
    expect(await allOpenAfterBoot()).toBe(2);
    expect(file()).toBe(next);
    expect(
      readdirSync(place.keysDir)
        .filter((name) => name.includes('until'))
        .map(file),
    ).toContain(old);
    expect(existsSync(place.file('vault.key.next'))).toBe(false);
  });

  it('before the file has its name is completed by the next change too', async () => {
    await withService({}, (service) => addLines(service, 2));
    const old = file();
    await rotateMaster().ended;
    renameSync(place.file('vault.key'), place.file('vault.key.next'));
    place.write('vault.key', old);
    expect((await rotateMaster().ended).code).toBe(0);
    expect(await allOpenAfterBoot()).toBe(2);
  });

  it('while it writes the file leaves half a key, which is in nobody’s way', async () => {
    await withService({}, (service) => addLines(service, 2));
    place.write('vault.key.next', masterKey().slice(0, 20));
    expect(await allOpenAfterBoot()).toBe(2);
    expect((await rotateMaster().ended).code).toBe(0);
    expect(await allOpenAfterBoot()).toBe(2);
  });
});

describe('A new master key by the environment', () => {
  const [old, next] = [masterKey(), masterKey()];

  it('has to be given, and the command says how', async () => {
    await allOpenAfterBoot({ VAULT_KEY: old });
    const { code, text } = await rotateMaster({ VAULT_KEY: old }).ended;
    expect(code).toBe(1);
    expect(text).toContain('vault-key-not-given: the master key comes from VAULT_KEY');
    expect(text).toContain('set it as NEW_VAULT_KEY beside VAULT_KEY');
  });

  it('takes the place of the old one, and both may be given until it has', async () => {
    await withService({ VAULT_KEY: old }, (service) => addLines(service, 2));
    const both = { VAULT_KEY: old, NEW_VAULT_KEY: next };
    expect(await allOpenAfterBoot(both)).toBe(2);
    const { code, text } = await rotateMaster(both).ended;
    expect([code, text]).toEqual([
      0,
      expect.stringContaining('put the value of NEW_VAULT_KEY into VAULT_KEY'),
    ]);
    expect(text).not.toContain(old.slice(0, 20));
    expect(text).not.toContain(next.slice(0, 20));
    expect((await rotateMaster(both).ended).code).toBe(0);
    expect(await allOpenAfterBoot(both)).toBe(2);
    expect(await allOpenAfterBoot({ VAULT_KEY: next })).toBe(2);
    await expect(allOpenAfterBoot({ VAULT_KEY: old })).rejects.toMatchObject({ code: 'vault-key-wrong' });
    expect(existsSync(place.file('vault.key'))).toBe(false);
    place.write('vault.key', old);
    const state = await vaultCommand(place.environment({ VAULT_KEY: next }), 'status').ended;
    expect(state.text).toContain(`the last of those: ${place.file('vault.key')}`);
  });
});

describe('The state of the vault', () => {
  it('names keys by their ids, and tells how old they are and what they seal', async () => {
    await withService({}, async (service) => {
      await addLines(service, 3);
      await attentive(vaultCommand(place.environment(), 'rotate').ended, service);
      const { code, text } = await vaultCommand(place.environment(), 'status').ended;
      expect(code).toBe(0);
      expect(text).toContain(`The master key is in ${place.file('vault.key')}.\n\n`);
      expect(text).toMatch(/sealing +[0-9a-f]{16} +retired +0 h +nothing; may be destroyed from 20\d\d-/);
      expect(text).toMatch(/sealing +[0-9a-f]{16} +current +0 h +3 direct lines\n/);
      expect(text).toMatch(/line-index +[0-9a-f]{16} +current +0 h\n/);
      for (const { key } of [service.keyring.current('sealing'), service.keyring.current('line-index')])
        for (const form of ['base64', 'base64url', 'hex'] as const)
          expect(text).not.toContain(key.export().toString(form).slice(0, 12));
      expect(text).not.toContain(file().trim());
    });
  });

  it('is told of no other words', async () => {
    const { code, text } = await vaultCommand(place.environment(), 'turn').ended;
    expect([code, text]).toEqual([1, expect.stringContaining('It is status, rotate')]);
  });
});
