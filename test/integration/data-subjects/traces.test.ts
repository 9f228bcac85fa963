import type { Redis } from 'ioredis';
import { Audit } from '../../../src/audit/audit.js';
import type { Subject } from '../../../src/data-subjects/subject.js';
import { TraceEraser } from '../../../src/data-subjects/traces.js';
import { Leftovers } from '../../../src/retention/leftovers.js';
import type { PromptsService } from '../../../src/prompts/prompts.service.js';
import { IdleTimes } from '../../../src/routing/reservations/idle-times.js';
import { readableSpeech } from '../api/stand-ins.js';
import { Link } from '../routing/link.js';
import { newPrefix, redisUrl, RoutingNode } from '../routing/node.js';
import {
  callOf,
  caller,
  heldProfessional,
  privacy,
  query,
  REASON,
  service,
  session,
  usePeople,
  write,
  type Held,
} from './people.js';

usePeople();

const prefix = newPrefix();
const noPrompts = readableSpeech as unknown as PromptsService;
let node: RoutingNode;
let idleTimes: IdleTimes;
let traces: TraceEraser;

beforeAll(async () => {
  node = await RoutingNode.start(String(service.env['DATABASE_URL']), prefix);
  idleTimes = new IdleTimes(node.redis);
  traces = new TraceEraser(node.changes, idleTimes, node.callsAgain, node.guard, noPrompts);
});
afterAll(() => node.stop());

/** Everything in Redis as text. */
async function dump(client: Redis): Promise<string> {
  const keys = (await client.keys(`${prefix}*`)).map((key) => key.slice(prefix.length));
  const texts = keys.map(async (key) => `${key} ${await textOf(client, key, await client.type(key))}`);
  return (await Promise.all(texts)).join('\n');
}

async function textOf(client: Redis, key: string, type: string): Promise<string> {
  if (type === 'string') return String(await client.get(key));
  if (type === 'hash') return JSON.stringify(await client.hgetall(key));
  return JSON.stringify(await client.zrange(key, '0', '-1'));
}

/** Which of these names Redis has. */
const had = async (names: string[]): Promise<string[]> => {
  const text = await node.redis.run(dump);
  return names.filter((name) => text.includes(name));
};

const switchboardOf = async ({ listingId }: Held): Promise<string> =>
  (
    await query(
      'SELECT switchboard_number_id AS id FROM pass_through_numbers WHERE listing_id = $1 AND extension IS NOT NULL',
      [listingId],
    )
  )[0].id;

/** As calls do: everything there is of the two is looked up, and left behind. */
async function calls(whom: Held, who: ReturnType<typeof caller>): Promise<void> {
  const sessionNumberId = await sessionNumber(whom);
  await query('INSERT INTO blocked_callers (token, professional_id) VALUES ($1, $2)', [who.token, whom.id]);
  const known = { token: who.token, line: 'line', sealed: { keyId: '', ciphertext: '' } };
  const parties = [
    { is: 'caller', id: who.token },
    { is: 'professional', id: whom.id },
  ] as const;
  await node.lookups.listing(whom.listingId);
  await node.lookups.category(whom.categoryId);
  await node.lookups.sealedLine(whom.id);
  await node.lookups.entry(whom.number);
  await node.lookups.listingOfExtension(await switchboardOf(whom), whom.extension);
  await node.lookups.blocks(known);
  await node.lookups.wasConnected(who.token);
  await node.lookups.sessionsOf(sessionNumberId, [...parties], new Date());
  await node.owners.find('nobody');
  await node.owners.loaded();
  await node.reservations.reserve('call', [whom.id], 1, new Date());
  await node.reservations.release('call', [whom.id], new Date());
  await node.callsAgain.remember(callOf(who, whom));
  const wrong = { kind: 'extension', switchboardNumberId: 'none', extension: '600000' } as const;
  await node.guard.attempt(wrong, known, new Date(), async () => ({ reason: 'not-listed' }));
  await node.settled();
}

async function sessionNumber(whom: Held): Promise<string> {
  const [{ id }] = await query(
    `INSERT INTO session_numbers (number, label, language, ringing) VALUES ($1, 'sessions', 'en', '{}') RETURNING id`,
    [`+1202555${whom.extension.slice(0, 4)}`],
  );
  await query('UPDATE sessions SET session_number_id = $1 WHERE professional_id = $2', [id, whom.id]);
  return id;
}

async function erased(subject: Subject, path: string, body: object): Promise<void> {
  const before = await traces.of(service.database.manager, subject);
  expect(await privacy('POST', path, { ...body, ...REASON })).toMatchObject({ status: 200 });
  await traces.erase(subject, before);
  await node.settled();
}

async function acquainted() {
  const [whom, who] = [await heldProfessional(true), caller()];
  await write(callOf(who, whom));
  await session(who, whom);
  await calls(whom, who);
  return { whom, who };
}

/** A block stays when the caller goes, and is looked up by everybody. */
async function unblocked({ token }: { token: string }): Promise<void> {
  await query('DELETE FROM blocked_callers WHERE token = $1', [token]);
  await node.changes.changed({ kind: 'blocked-callers', token });
}

describe('In Redis', () => {
  it('a professional who is erased is named nowhere any more', async () => {
    const { whom, who } = await acquainted();
    const names = [whom.id, whom.lineId];
    expect(await had([...names, whom.listingId])).toEqual([...names, whom.listingId]);
    await erased({ kind: 'professional', id: whom.id }, `professionals/${whom.id}/erasure`, {});
    expect(await had(names)).toEqual([]);
    // Whom this caller spoke with, until the caller's time to call again is over.
    expect(await had([who.token])).toEqual([who.token]);
  });

  it('a caller who is erased is known nowhere any more', async () => {
    const { whom, who } = await acquainted();
    expect(await had([who.token])).toEqual([who.token]);
    await unblocked(who);
    await erased({ kind: 'caller', token: who.token }, 'callers/erasure', { number: who.number });
    expect(await had([who.token])).toEqual([]);
    expect(await had([whom.id])).toEqual([whom.id]);
  });

  it('a professional is not left behind by a call that outlives them', async () => {
    const { whom } = await acquainted();
    await node.reservations.reserve('long call', [whom.id], 1, new Date());
    await erased({ kind: 'professional', id: whom.id }, `professionals/${whom.id}/erasure`, {});
    await node.reservations.release('long call', [whom.id], new Date());
    await node.settled();
    expect(await had([whom.id])).toEqual([whom.id]);
    const leftovers = new Leftovers(service.database, service.app.get(Audit), idleTimes);
    await leftovers.clear();
    expect(await had([whom.id])).toEqual([]);
  });

  it('a caller is forgotten as soon as Redis is back, where it was away', async () => {
    const { who } = await acquainted();
    await unblocked(who);
    const link = await Link.to(redisUrl());
    const far = await RoutingNode.start(String(service.env['DATABASE_URL']), prefix, link.url);
    const eraser = new TraceEraser(
      far.changes,
      new IdleTimes(far.redis),
      far.callsAgain,
      far.guard,
      noPrompts,
    );
    const subject = { kind: 'caller', token: who.token } as const;
    const before = await eraser.of(service.database.manager, subject);
    link.cut();
    await eraser.erase(subject, before);
    expect(await had([who.token])).toEqual([who.token]);
    link.mend();
    await far.redisAnswers();
    while ((await had([who.token])).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await far.stop();
    await link.close();
  });
});
