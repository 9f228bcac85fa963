import { RetentionJob } from '../../../src/retention/retention-job.js';
import { RetentionRun } from '../../../src/retention/retention-run.js';
import { RETENTION, RETENTION_KINDS, type RetentionKind } from '../../../src/retention/rules.js';
import {
  callOf,
  caller,
  DAY_MS,
  heldProfessional,
  privacy,
  query,
  REASON,
  service,
  session,
  told,
  usePeople,
  write,
  type Held,
} from '../data-subjects/people.js';

usePeople();

const run = () => service.app.get(RetentionRun).run();
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const count = async (sql: string, ...parameters: unknown[]): Promise<number> =>
  (await query(`SELECT count(*)::integer AS count FROM ${sql}`, parameters))[0].count;

interface Kept {
  /** Makes one row of whom and who that is so old, and tells whether it, or what is to go of it, is there. */
  keep(whom: Held, who: ReturnType<typeof caller>, days: number): Promise<() => Promise<boolean>>;
  /** Whose hold keeps it. */
  heldBy: ('professional' | 'caller')[];
}

/** A call of so many days ago. */
async function oldCall(whom: Held, who: ReturnType<typeof caller>, days: number): Promise<string> {
  const call = callOf(who, whom, { startedAt: Date.now() - days * DAY_MS });
  await write(call);
  return call.callId;
}

const has =
  (sql: string, ...parameters: unknown[]) =>
  async () =>
    (await count(sql, ...parameters)) === 1;

const KEPT: Record<Exclude<RetentionKind, 'erased-names'>, Kept> = {
  'caller-numbers': {
    keep: async (whom, who, days) => has('caller_numbers WHERE call_id = $1', await oldCall(whom, who, days)),
    heldBy: ['professional', 'caller'],
  },
  'session-numbers': {
    keep: async (whom, who, days) =>
      has('sessions WHERE id = $1 AND ciphertext IS NOT NULL', await session(who, whom, days)),
    heldBy: ['professional', 'caller'],
  },
  'caller-tokens': {
    keep: async (whom, who, days) =>
      has(
        `call_records WHERE id = $1 AND caller_token IS NOT NULL AND timeline <> '[]'`,
        await oldCall(whom, who, days),
      ),
    heldBy: ['professional', 'caller'],
  },
  'call-records': {
    keep: async (whom, who, days) => has('call_records WHERE id = $1', await oldCall(whom, who, days)),
    // The token stays as well.
    heldBy: ['professional', 'caller'],
  },
  'withdrawn-lines': {
    keep: async (whom, _who, days) => {
      await query(`UPDATE consents SET withdrawn_at = $2, withdrawn_by = 'api' WHERE professional_id = $1`, [
        whom.id,
        daysAgo(days),
      ]);
      await query(`UPDATE direct_lines SET updated_at = $2 WHERE professional_id = $1`, [
        whom.id,
        daysAgo(days),
      ]);
      return has('direct_lines WHERE professional_id = $1', whom.id);
    },
    heldBy: ['professional'],
  },
  'consent-requests': {
    keep: async (whom, _who, days) => {
      for (const table of ['consent_requests', 'consent_attempts'])
        await query(`UPDATE ${table} SET created_at = $1`, [daysAgo(days)]);
      return has(
        'consent_requests r JOIN consent_attempts a ON a.request_id = r.id WHERE r.listing_id = $1',
        whom.listingId,
      );
    },
    heldBy: ['professional'],
  },
  'resting-extensions': {
    keep: async (whom, _who, days) => {
      const resting = `+1202555${whom.extension}`;
      await query(
        `INSERT INTO resting_numbers (number, listing_id, professional_id, created_at) VALUES ($1, $2, $3, $4)`,
        [resting, whom.listingId, whom.id, daysAgo(days)],
      );
      return has('resting_numbers WHERE number = $1', resting);
    },
    heldBy: ['professional'],
  },
  consents: {
    keep: async (whom, _who, days) => {
      await query(`UPDATE consents SET withdrawn_at = $2, withdrawn_by = 'api' WHERE id = $1`, [
        whom.consentId,
        daysAgo(days),
      ]);
      return has('consents WHERE id = $1', whom.consentId);
    },
    heldBy: ['professional'],
  },
};

describe.each(Object.entries(KEPT) as [RetentionKind, Kept][])(
  'What is kept: %s',
  (kind, { keep, heldBy }) => {
    it('goes when its days are over, and not before', async () => {
      const there = await keep(await heldProfessional(), caller(), RETENTION[kind].days - 0.01);
      await run();
      expect(await there()).toBe(true);
      const gone = await keep(await heldProfessional(), caller(), RETENTION[kind].days + 0.01);
      expect((await privacy('POST', 'retention/runs', { dryRun: true })).body.rows[kind]).toBeGreaterThan(0);
      expect(await gone()).toBe(true);
      expect((await run())[kind]).toBeGreaterThan(0);
      expect(await gone()).toBe(false);
      expect((await run())[kind]).toBe(0);
    });

    it.each(heldBy)('stays under a legal hold on the %s, and goes when that is lifted', async (whose) => {
      const [whom, who] = [await heldProfessional(), caller()];
      const subject = whose === 'professional' ? { professionalId: whom.id } : { callerNumber: who.number };
      const { body } = await privacy('POST', 'legal-holds', { ...subject, ...REASON });
      const there = await keep(whom, who, RETENTION[kind].days + 0.01);
      await run();
      expect(await there()).toBe(true);
      await privacy('POST', `legal-holds/${body.id}/lift`, REASON);
      await run();
      expect(await there()).toBe(false);
    });
  },
);

describe('Retention', () => {
  it('leaves a line with a consent in force, and tells routing of one that goes', async () => {
    const [consented, never] = [await heldProfessional(), await heldProfessional()];
    await query('DELETE FROM consents WHERE professional_id = $1', [never.id]);
    await query('UPDATE direct_lines SET updated_at = $1', [daysAgo(400)]);
    told();
    await run();
    expect(await count('direct_lines WHERE professional_id = $1', consented.id)).toBe(1);
    expect(await count('direct_lines WHERE professional_id = $1', never.id)).toBe(0);
    expect(told()).toEqual(
      expect.arrayContaining([
        { kind: 'direct-line', professionalId: never.id },
        { kind: 'listing', listingId: never.listingId },
      ]),
    );
  });

  it('leaves call records in which somebody under a hold was only tried', async () => {
    const [tried, whom, who] = [await heldProfessional(), await heldProfessional(), caller()];
    await privacy('POST', 'legal-holds', { professionalId: tried.id, ...REASON });
    const timeline = [{ at: 1, what: 'ringing', detail: `${whom.id} ${tried.id}` }];
    const call = callOf(who, whom, { timeline, startedAt: Date.now() - 1000 * DAY_MS });
    await write(call);
    await run();
    expect(await query('SELECT timeline FROM call_records WHERE id = $1', [call.callId])).toEqual([
      { timeline },
    ]);
  });

  it('passes by what is held, in whatever way it is named, and takes the rest of the table', async () => {
    const [held, other, who] = [await heldProfessional(true), await heldProfessional(), caller()];
    const { body } = await privacy('POST', 'legal-holds', { professionalId: held.id, ...REASON });
    const old = { startedAt: Date.now() - 100 * DAY_MS, sealedCaller: null };
    const nobody = { professionalId: null, listingId: null };
    const looked = [{ at: 1, what: 'looked-for', detail: held.extension }];
    const calls = [
      callOf(who, held, old),
      callOf(who, other, { ...old, timeline: looked }),
      callOf(who, held, { ...old, ...nobody, timeline: looked }),
      callOf(who, held, { ...old, ...nobody, dialled: held.number, timeline: [] }),
    ];
    const [free, sessionId] = [callOf(who, other, old), await session(who, held, 100)];
    await write(...calls, free);
    service.log.splice(0);
    await run();
    expect(service.log.join('')).not.toContain('was not looked through');
    const kept = async ({ callId }: { callId: string }) =>
      count(`call_records WHERE id = $1 AND caller_token = $2`, callId, who.token);
    expect(await Promise.all([...calls, free].map(kept))).toEqual([1, 1, 1, 1, 0]);
    expect(await count('sessions WHERE id = $1 AND ciphertext IS NOT NULL', sessionId)).toBe(1);
    await privacy('POST', `legal-holds/${body.id}/lift`, REASON);
    await run();
    expect(await count('call_records WHERE caller_token = $1', who.token)).toBe(0);
    expect(await count('sessions WHERE id = $1 AND caller_token IS NULL', sessionId)).toBe(1);
  });

  it('forgets whose a hold was when it was lifted long ago, and not before', async () => {
    const [who, twice] = [caller(), caller()];
    const hold = async ({ number: callerNumber }: typeof who): Promise<string> =>
      (await privacy('POST', 'legal-holds', { callerNumber, ...REASON })).body.id;
    const lifted = async (id: string, days: number) => {
      await privacy('POST', `legal-holds/${id}/lift`, REASON);
      await query('UPDATE legal_holds SET lifted_at = $2 WHERE id = $1', [id, daysAgo(days)]);
      return id;
    };
    const [before, after] = [await lifted(await hold(who), 89.9), await lifted(await hold(who), 90.1)];
    const [again, inForce] = [await lifted(await hold(twice), 90.1), await hold(twice)];
    await run();
    const { items } = (await privacy('GET', 'legal-holds?limit=200')).body;
    const callerOf = (hold: string) => items.find(({ id }: any) => id === hold).caller;
    expect(callerOf(after)).toBeNull();
    for (const id of [before, again, inForce]) expect([id, callerOf(id)]).toEqual([id, expect.any(String)]);
    expect(items.find(({ id }: any) => id === after)).toMatchObject({ ...REASON, liftReason: REASON.reason });
  });

  it('forgets erased names after a month', async () => {
    await query(`INSERT INTO erased_names (hash, at) VALUES ('old', $1), ('new', $2)`, [
      daysAgo(31),
      daysAgo(29),
    ]);
    await run();
    expect(await query(`SELECT hash FROM erased_names WHERE hash IN ('old', 'new')`)).toEqual([
      { hash: Buffer.from('new') },
    ]);
  });

  it('takes many rows in batches', async () => {
    await query(
      `INSERT INTO resting_numbers (number, listing_id, professional_id, created_at)
        SELECT 'n' || n, gen_random_uuid(), gen_random_uuid(), $1 FROM generate_series(1, 1234) n`,
      [daysAgo(1000)],
    );
    expect((await run())['resting-extensions']).toBe(1234);
  });

  it('is done by one process at a time', async () => {
    const job = service.app.get(RetentionJob);
    const runs = await Promise.all([job.runAlone(), job.runAlone(), job.runAlone()]);
    expect(runs.filter((tally) => tally !== undefined)).toHaveLength(1);
    expect(await job.runAlone()).toBeDefined();
  });

  it('destroys keys of the vault that were retired a day ago and seal nothing any more', async () => {
    const retired = async (id: string, hours: number) =>
      query(
        `INSERT INTO vault_keys (id, purpose, wrapped, state, retired_at)
          VALUES ($1, 'sealing', 'wrapped', 'retired', now() - interval '1 hour' * $2::int)`,
        [id, hours],
      );
    await retired('0123456789abcdef', 25);
    await retired('fedcba9876543210', 23);
    await service.app.get(RetentionJob).runAlone();
    expect(await query(`SELECT id FROM vault_keys WHERE state = 'retired'`)).toEqual([
      { id: 'fedcba9876543210' },
    ]);
    await query(`DELETE FROM vault_keys WHERE state = 'retired'`);
  });

  it('tells the log how much went, and nobody’s name', async () => {
    const [whom, who] = [await heldProfessional(), caller()];
    const id = await oldCall(whom, who, 1000);
    service.log.splice(0);
    await run();
    const log = service.log.join('');
    expect(log).toContain('"call-records":');
    for (const name of [id, whom.id, who.token]) expect(log).not.toContain(name);
  });
});

describe('The days', () => {
  it('are told with their bounds', async () => {
    const { items } = (await privacy('GET', 'retention')).body;
    expect(items.map(({ kind }: any) => kind)).toEqual(RETENTION_KINDS);
    expect(items).toContainEqual({
      kind: 'caller-numbers',
      about: expect.any(String),
      days: 7,
      least: 1,
      most: 90,
    });
  });

  it('are changed, count from the next run, and the change is noted', async () => {
    const there = await KEPT['caller-numbers'].keep(await heldProfessional(), caller(), 5);
    await run();
    expect(await there()).toBe(true);
    const changed = await privacy('PUT', 'retention/caller-numbers', { days: 4 });
    expect(changed).toMatchObject({ status: 200, body: { kind: 'caller-numbers', days: 4 } });
    await run();
    expect(await there()).toBe(false);
    const [noted] = await query(
      `SELECT * FROM audit_log WHERE action = 'retention-changed' ORDER BY seq DESC`,
    );
    expect(noted).toMatchObject({ subject: 'retention:caller-numbers', detail: { days: 4 } });
    await privacy('PUT', 'retention/caller-numbers', { days: 7 });
  });

  it.each([
    ['too few', 'caller-numbers', { days: 0 }, 422, 'body-invalid'],
    ['too many', 'caller-numbers', { days: 91 }, 422, 'body-invalid'],
    ['a part of one', 'caller-numbers', { days: 1.5 }, 422, 'body-invalid'],
    ['none', 'caller-numbers', {}, 422, 'body-invalid'],
    ['of what has no choice', 'session-numbers', { days: 2 }, 422, 'body-invalid'],
    ['of no such kind', 'everything', { days: 2 }, 404, 'not-found'],
  ])('that are %s are refused', async (_what, kind, body, status, code) => {
    expect(await privacy('PUT', `retention/${kind}`, body)).toMatchObject({ status, body: { code } });
  });

  it('are for keys with the role privacy', async () => {
    expect(await service.api('PUT', 'retention/caller-numbers', { days: 5 })).toMatchObject({ status: 403 });
    expect(await service.api('POST', 'retention/runs', {})).toMatchObject({ status: 403 });
  });
});
