import { randomUUID } from 'node:crypto';
import { CONSOLE } from '../../../src/audit/actor.js';
import { audit, dataSource, note, rows, useAuditLog } from './audit-log.js';

useAuditLog();

const unchained = (all: any[]) =>
  all.filter(
    ({ seq, previous }, i) => Number(seq) !== i + 1 || !previous.equals(all[i - 1]?.hash ?? Buffer.alloc(32)),
  );

describe('The audit log', () => {
  it('notes who did what to what, why, and the facts of it', async () => {
    const actor = { kind: 'api-key', id: randomUUID(), name: 'privacy officer' } as const;
    const subject = `api-key:${randomUUID()}` as const;
    await audit.write(dataSource.manager, {
      actor,
      action: 'api-key-created',
      subject,
      reason: 'The court asked for it',
      detail: { roles: ['privacy'] },
    });
    expect((await rows()).at(-1)).toMatchObject({
      actor: `privacy officer (api-key:${actor.id})`,
      action: 'api-key-created',
      subject,
      reason: 'The court asked for it',
      detail: { roles: ['privacy'] },
    });
  });

  it('is one chain, whoever writes at once', async () => {
    await Promise.all(Array.from({ length: 40 }, () => note()));
    const all = await rows();
    expect(all.length).toBeGreaterThanOrEqual(40);
    expect(unchained(all)).toEqual([]);
  });

  it('keeps no entry of a transaction that was given up, and no gap either', async () => {
    const before = await rows();
    const given = dataSource.transaction(async (manager) => {
      await note('switchboard', manager);
      throw new Error('given up');
    });
    await expect(given).rejects.toThrow('given up');
    expect(await rows()).toEqual(before);
    await note();
    expect(unchained(await rows())).toEqual([]);
  });

  it.each([
    `UPDATE audit_log SET reason = 'another'`,
    `DELETE FROM audit_log WHERE seq = 1`,
    `TRUNCATE audit_log`,
  ])('refuses its owner: %s', async (query) => {
    await note();
    const before = await rows();
    await expect(dataSource.query(query)).rejects.toThrow('the audit log is only ever added to');
    expect(await rows()).toEqual(before);
  });

  it('refuses what could be somebody’s number', async () => {
    const before = await rows();
    const entry = (more: object) =>
      audit.write(dataSource.manager, {
        actor: CONSOLE,
        action: 'data-erased',
        subject: 'vault',
        ...more,
      } as never);
    await expect(entry({ subject: 'caller:+12025550150' })).rejects.toThrow();
    await expect(entry({ subject: 'caller:12025550150' })).rejects.toThrow();
    await expect(entry({ detail: { erased: { '+12025550150': 1 } } })).rejects.toThrow();
    await expect(entry({ detail: { number: '+12025550150' } })).rejects.toThrow();
    expect(await rows()).toEqual(before);
  });
});
