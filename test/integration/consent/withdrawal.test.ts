import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../../../src/call-flow/plan.js';
import { SERVICE } from '../../../src/audit/actor.js';
import { Audit } from '../../../src/audit/audit.js';
import type { Config } from '../../../src/config/config.js';
import { Consent } from '../../../src/consent/consent.entity.js';
import { ConsentsService } from '../../../src/consent/consents.service.js';
import { WithdrawalWatch } from '../../../src/consent/withdrawal-watch.js';
import { ErasureService } from '../../../src/data-subjects/erasure.service.js';
import { ReceiptKey } from '../../../src/data-subjects/receipt-key.js';
import { ReceiptRow } from '../../../src/data-subjects/receipt.entity.js';
import { ReceiptsService } from '../../../src/data-subjects/receipts.service.js';
import { TraceEraser } from '../../../src/data-subjects/traces.js';
import { Pause, WithdrawalFirst } from '../../../src/data-subjects/withdrawal-first.js';
import type { PromptsService } from '../../../src/prompts/prompts.service.js';
import { RetentionDays } from '../../../src/retention/retention-days.js';
import { RetentionRuleRow } from '../../../src/retention/retention-rule.entity.js';
import { IdleTimes } from '../../../src/routing/reservations/idle-times.js';
import { Vault } from '../../../src/vault/vault.js';
import { keyring } from '../../unit/vault/keys.js';
import { readableSpeech } from '../api/stand-ins.js';
import { Directory, type Person } from '../routing/directory.js';
import { Link } from '../routing/link.js';
import { newPrefix, redisUrl, RoutingNode } from '../routing/node.js';

const SWITCHBOARD = '+12025550100';
const DEDICATED = '+12025550101';
const PROMISED_MS = 1000;
const CALLER = { token: 'a-caller', line: 'bm9ib2R5', sealed: { keyId: 'k1', ciphertext: '' } };

/** One process of the service, as far as withdrawing goes, with a network of its own to either part. */
class Process {
  private constructor(
    readonly node: RoutingNode,
    readonly consents: ConsentsService,
    private readonly watch: WithdrawalWatch,
    readonly toRedis: Link,
    readonly toPostgres: Link,
  ) {}

  static async start(databaseUrl: string, prefix: string): Promise<Process> {
    const [toRedis, toPostgres] = [await Link.to(redisUrl()), await Link.to(databaseUrl)];
    const node = await RoutingNode.start(toPostgres.url, prefix, toRedis.url);
    const audit = new Audit(new Vault(keyring()));
    const consents = new ConsentsService(node.database.getRepository(Consent), node.changes, audit);
    const watch = new WithdrawalWatch(node.database, node.changes);
    await watch.onModuleInit();
    return new Process(node, consents, watch, toRedis, toPostgres);
  }

  async stop(): Promise<void> {
    this.watch.onModuleDestroy();
    await this.node.stop();
    await this.toRedis.close();
    await this.toPostgres.close();
  }
}

/** An erasure in that process, with all that is told afterwards. */
function erasuresOf({ node, consents }: Process, keysDir: string): ErasureService {
  const { database, changes, callsAgain, guard, redis } = node;
  const receiptKey = new ReceiptKey({ keysDir } as Config);
  const prompts = readableSpeech as unknown as PromptsService;
  return new ErasureService(
    database,
    new RetentionDays(database.getRepository(RetentionRuleRow)),
    new ReceiptsService(database.getRepository(ReceiptRow), receiptKey),
    new TraceEraser(changes, new IdleTimes(redis), callsAgain, guard, prompts),
    new WithdrawalFirst(consents, new Pause()),
    new Audit(new Vault(keyring())),
  );
}

describe('A consent that is withdrawn', () => {
  let directory: Directory;
  let prefix: string;
  let switchboardNumberId: string;
  /** With an extension, a number of their own and a category in which one after the other is rung. */
  let one: Person;
  /** In a category in which all are rung at once. */
  let other: Person;
  let paths: Record<string, Target>;
  let running: Process[];
  /** The one that is told to withdraw, and one that is not. */
  let told: Process;
  let untold: Process;
  let calls = 0;

  const start = async () => {
    const process = await Process.start(directory.url, prefix);
    running.push(process);
    return process;
  };
  const stop = async (process: Process) => {
    running.splice(running.indexOf(process), 1);
    await process.stop();
  };
  const offers = async ({ node }: Process, target: Target) => {
    const callId = `call-${++calls}`;
    const found = await node.routing.findLine(callId, target, [], new Date(), CALLER).catch(() => null);
    if (!found || 'reason' in found) return found?.reason ?? 'lookup-failed';
    await node.routing.release(
      callId,
      found.offers.map((offer) => offer.professionalId),
      null,
    );
    return 'offered';
  };
  const answers = async (process: Process) => {
    const each: Record<string, string> = {};
    for (const [path, target] of Object.entries(paths)) each[path] = await offers(process, target);
    return each;
  };
  const everywhere = (answer: Record<string, string>, to: string) =>
    expect(answer).toEqual(Object.fromEntries(Object.keys(answer).map((path) => [path, to])));
  const withdraw = async ({ consents }: Process) => {
    await consents.withdrawAll(one.professionalId);
    await consents.withdraw(other.listingId, { kind: 'key', id: 'k', name: 'operator' } as never);
  };
  const GONE = {
    extension: 'not-listed',
    'number of their own': 'not-listed',
    'next available': 'not-available',
    'all at once': 'not-available',
    session: 'not-listed',
  };
  /** Asks each path again until it is closed; fails when that takes longer than is promised. */
  const untilGone = async (process: Process, began: number) => {
    for (const [path, target] of Object.entries(paths)) {
      while ((await offers(process, target)) === 'offered')
        if (performance.now() - began > PROMISED_MS) throw new Error(`${path} still reaches`);
    }
  };

  beforeEach(async () => {
    directory = await Directory.create();
    switchboardNumberId = await directory.addSwitchboardNumber(SWITCHBOARD);
    const [inTurn, atOnce] = [
      await directory.addCategory('doctor'),
      await directory.addCategory('lawyer', 'all-at-once'),
    ];
    one = await directory.addPerson(inTurn, switchboardNumberId);
    other = await directory.addPerson(atOnce, switchboardNumberId);
    await directory.addDedicatedNumber(DEDICATED, one.listingId);
    await directory.addTrunk();
    paths = {
      extension: { kind: 'extension', switchboardNumberId, extension: one.extension },
      'number of their own': { kind: 'listing', listingId: one.listingId },
      'next available': { kind: 'category', categoryId: inTurn },
      'all at once': { kind: 'category', categoryId: atOnce },
      session: { kind: 'session', sessionId: await session(directory, one), from: 'caller' },
    };
    prefix = newPrefix();
    running = [];
    [told, untold] = [await start(), await start()];
    const entry = await untold.node.routing.findNumber(DEDICATED, null, new Date(), null);
    expect(entry).toMatchObject({ kind: 'line', target: paths['number of their own'] });
    for (const process of running) everywhere(await answers(process), 'offered');
    for (const { node } of running) await node.settled();
  });

  afterEach(async () => {
    for (const process of [...running]) await stop(process);
    await directory.remove();
  });

  it('reaches nobody on any path of any process, as soon as that was said', async () => {
    await withdraw(told);
    expect(await answers(untold)).toEqual(GONE);
    expect(await answers(told)).toEqual(GONE);
    const [{ by }] = await directory.database.query(
      `SELECT array_agg(DISTINCT withdrawn_by ORDER BY withdrawn_by) AS by FROM consents
      WHERE withdrawn_at > now() - interval '1 minute'`,
    );
    expect(by).toEqual(['api', 'phone']);
  });

  it.each(['cut', 'freeze'] as const)(
    'reaches nobody within a second where Redis could not be told (%s) by the process that then dies',
    async (how) => {
      told.toRedis[how]();
      const began = performance.now();
      await withdraw(told);
      await stop(told);
      await untilGone(untold, began);
      expect(await answers(untold)).toEqual(GONE);
    },
  );

  it.each(['cut', 'freeze'] as const)(
    'reaches nobody when its professional is erased, where Redis could not be told (%s) by the process that then dies',
    async (how) => {
      const keysDir = mkdtempSync(join(tmpdir(), 'throughline-keys-'));
      told.toRedis[how]();
      for (const { professionalId } of [one, other])
        await erasuresOf(told, keysDir).erase(
          { kind: 'professional', id: professionalId },
          'asked for in writing',
          SERVICE,
        );
      await stop(told);
      rmSync(keysDir, { recursive: true });
      // Nothing in Postgres says any more whose answers these were.
      const named = 'SELECT FROM consents WHERE listing_id IS NOT NULL';
      expect(await directory.database.query(named)).toEqual([]);
      expect(await answers(untold)).toEqual(GONE);
    },
  );

  it('reaches nobody while Redis is away from all; nor, after that second, when it is back with its old answers', async () => {
    for (const { toRedis } of running) toRedis.cut();
    await withdraw(told);
    const began = performance.now();
    expect(await answers(untold)).toEqual(GONE);
    await stop(told);
    untold.toRedis.mend();
    await untold.node.redisAnswers();
    await untilGone(untold, began);
    expect(await answers(untold)).toEqual(GONE);
  });

  it('reaches nobody at a process that starts when all who knew are dead, and Redis is as it was', async () => {
    for (const { toRedis } of running) toRedis.cut();
    await withdraw(told);
    await stop(told);
    await stop(untold);
    expect(await answers(await start())).toEqual(GONE);
  });

  it('reaches nobody at a process that can ask nothing but Redis: it has no line to offer', async () => {
    untold.toPostgres.cut();
    await withdraw(told);
    const answer = await answers(untold);
    expect(Object.values(answer)).not.toContain('offered');
  });

  it.each([
    [
      'it was withdrawn ten seconds before that could be seen',
      `UPDATE consents SET withdrawn_at = clock_timestamp() - interval '10 seconds', withdrawn_by = 'api'`,
    ],
    ['its line is replaced', `UPDATE direct_lines SET id = gen_random_uuid()`],
    ['its line is removed', `DELETE FROM direct_lines`],
    ['its listing is removed', `DELETE FROM listings`],
    ['its professional is removed', `DELETE FROM professionals`],
  ])('is over as well within a second when %s, whoever did it', async (_, statement) => {
    const began = performance.now();
    await directory.database.query(statement);
    for (const process of running) await untilGone(process, began);
    for (const process of running) expect(Object.values(await answers(process))).not.toContain('offered');
  });
});

/** An hour in which somebody may call the person. */
async function session({ database }: Directory, { listingId, professionalId }: Person): Promise<string> {
  const [{ id }] = await database.query(
    `WITH number AS (
      INSERT INTO session_numbers (number, label, language, ringing)
      VALUES ('+12025550102', 'Sessions', 'en', '{}') RETURNING id)
    INSERT INTO sessions (session_number_id, listing_id, professional_id, caller_token, starts_at, ends_at)
    SELECT id, $1, $2, $3, now(), now() + interval '1 hour' FROM number RETURNING id`,
    [listingId, professionalId, CALLER.token],
  );
  return id;
}
