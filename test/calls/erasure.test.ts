import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrivacyApi } from '../../scripts/data/privacy-api.mjs';
import { keysFolder } from '../../scripts/lib/secrets.mjs';
import { createApiKey, hashOf } from '../../src/operators/api-keys.js';
import { talk } from './support/conversation.js';
import type { Person } from './support/people.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

const REASON = { reason: 'asked for in writing' };

describe('while they talk', () => {
  const board = useSwitchboard();
  const town = useTown(board);
  let privacy: PrivacyApi;

  beforeAll(async () => {
    const key = createApiKey();
    await board.sql(`INSERT INTO api_keys (name, hash, roles) VALUES ('privacy', $1, '{privacy}')`, [
      hashOf(key),
    ]);
    writeFileSync(join(keysFolder(board.place.home), 'api-privacy.key'), key, { mode: 0o600 });
    privacy = new PrivacyApi(board.place);
  });

  async function talking(person: Person, from: string) {
    const caller = await board.phones.call(town.number, { from });
    await caller.answered();
    await caller.press(person.extension);
    const phone = await person.line.called();
    await town.accept(phone);
    await talk(caller, phone);
    return { caller, phone };
  }

  it('a professional is erased: they talk on, and the record names nobody', async () => {
    const person = town.insurance1;
    const { caller, phone } = await talking(person, '+12025550130');
    const receipt = await privacy.json('POST', `professionals/${person.id}/erasure`, REASON);
    expect(receipt.erased).toContainEqual({ where: 'direct_lines', count: 1 });
    await talk(caller, phone);
    await caller.hangUp();
    await phone.ended(3000);
    const record = await board.record();
    expect(record).toMatchObject({ outcome: 'connected', professionalId: null, listingId: null });
    expect(record.caller).toEqual(expect.any(String));
    for (const entry of record.timeline) expect(Object.keys(entry)).not.toContain('detail');

    const next = await town.callerTo(person);
    await next.hearsBeginOf(town.said('extension-not-listed'));
    await next.hangUp();
  });

  it('the caller is erased: they talk on, and the record knows the caller no more', async () => {
    const from = '+12025550131';
    const { caller, phone } = await talking(town.insurance2, from);
    await privacy.json('POST', 'callers/erasure', { number: from, ...REASON });
    await talk(caller, phone);
    await phone.hangUp();
    await caller.ended(3000);
    const record = await board.record();
    expect(record).toMatchObject({ outcome: 'connected', professionalId: town.insurance2.id, caller: null });
    const { rows } = (await board.sql('SELECT FROM caller_numbers')) as { rows: unknown[] };
    expect(rows).toEqual([]);
  });
});
