import { Logger } from '@nestjs/common';
import { TrunkTable } from '../../../src/asterisk/trunk-table.js';
import { CONSOLE } from '../../../src/audit/actor.js';
import { Audit } from '../../../src/audit/audit.js';
import { KnownTrunks } from '../../../src/trunks/known-trunks.js';
import { CredentialOpener } from '../../../src/trunks/open-credentials.js';
import { TrunkCredentialsService } from '../../../src/trunks/trunk-credentials.service.js';
import { TrunkCredential, type CredentialPurpose } from '../../../src/trunks/trunk-credential.entity.js';
import { Trunk } from '../../../src/trunks/trunk.entity.js';
import { attentive } from './moments.js';
import { freshPlace, type Place } from './place.js';
import { startProcess, type Process } from './process.js';
import { vaultCommand } from './vault-command.js';

const PASSWORDS = { ours: 'the carrier gave it', theirs: 'we gave it' };
const complaints: unknown[] = [];
Logger.overrideLogger({
  log: () => undefined,
  warn: () => undefined,
  error: (what) => complaints.push(what),
});

describe("Trunks' credentials", () => {
  let place: Place;
  let service: Process;
  let table: TrunkTable;

  beforeEach(async () => {
    place = await freshPlace();
    service = await startProcess(place);
    const known = new KnownTrunks(service.source.getRepository(Trunk));
    table = new TrunkTable(known, new CredentialOpener(service.opener), new Logger('Asterisk'));
    complaints.length = 0;
  });
  afterEach(async () => {
    await service.stop();
    await place.remove();
  });

  async function trunk(name: string, ...purposes: CredentialPurpose[]): Promise<string> {
    const { source, vault } = service;
    const settings = {
      port: 5060,
      transport: 'udp',
      match: [],
      priority: 1,
      enabled: true,
      codecs: ['ulaw'],
    };
    const { id } = await source.manager.save(Trunk, {
      name,
      host: '192.0.2.1',
      ...settings,
    } as Partial<Trunk>);
    const exchange = { changed: async () => undefined };
    const credentials = new TrunkCredentialsService(source, vault, exchange, new Audit(vault));
    for (const purpose of purposes)
      await credentials.set(id, purpose, { username: purpose, password: PASSWORDS[purpose] }, CONSOLE);
    return id;
  }

  const opened = async () =>
    (await table.enabled()).map(({ id, ours, theirs }) => [id, ours?.password, theirs?.password]);
  const keyIds = async () =>
    new Set((await service.source.getRepository(TrunkCredential).find()).map((row) => row.keyId));

  it('open after a rotation, sealed with the new key', async () => {
    const id = await trunk('Carrier', 'ours', 'theirs');
    const before = await keyIds();
    const { code, text } = await attentive(vaultCommand(place.environment(), 'rotate').ended, service);
    expect([code, text]).toEqual([0, expect.stringContaining('Sealed anew: 2.')]);
    expect([...(await keyIds())]).not.toEqual([...before]);
    expect(await opened()).toEqual([[id, PASSWORDS.ours, PASSWORDS.theirs]]);
  });

  it.each([
    ['another trunk', `trunk_id = (SELECT id FROM trunks WHERE name = 'Other')`],
    ['the other direction', `purpose = 'theirs'`],
  ])('that were moved to %s open nothing, and a rotation does not make them fit', async (_, moved) => {
    await trunk('Carrier', 'ours');
    await trunk('Other');
    await service.source.query(`UPDATE trunk_credentials SET ${moved}`);
    const intact = (await opened()).map(([id]) => id);
    expect(intact).toHaveLength(1);
    const { code, text } = await attentive(vaultCommand(place.environment(), 'rotate').ended, service);
    expect([code, text]).toEqual([
      0,
      expect.stringContaining("Does not open, and was left as it is: trunks' credentials: "),
    ]);
    expect((await opened()).map(([id]) => id)).toEqual(intact);
    expect(JSON.stringify(complaints)).toContain('set it again');
    expect(JSON.stringify([complaints, text])).not.toContain(PASSWORDS.ours);
  });
});
