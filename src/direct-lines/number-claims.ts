import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actorText, type Actor } from '../audit/actor.js';
import { AuditRow } from '../audit/audit-row.entity.js';
import type { PrivateNumber } from '../common/private-number.js';
import { Problem } from '../common/problem.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { PassThroughNumber } from '../pass-through-numbers/pass-through-number.entity.js';
import { SessionNumber } from '../sessions/session-number.entity.js';
import { Trunk } from '../trunks/trunk.entity.js';
import { DirectLineRow } from './direct-line.entity.js';
import { DirectLine } from './direct-line.js';
import { LineSealer } from './line-sealer.js';

/**
 * A number leads to one place, but switchboard numbers, dedicated numbers, session numbers and direct lines stand in
 * four tables, and what carriers display in a fifth: whoever takes a number for any of them takes its lock, until the end of the transaction, before looking
 * into all.
 * What it is taken by already is not said: it may be somebody's hidden line.
 */
@Injectable()
export class NumberClaims {
  constructor(private readonly sealer: LineSealer) {}

  /** For callers to dial. One that is a direct line would give that line away. */
  async publish(manager: EntityManager, number: string): Promise<void> {
    await this.claim(manager, new DirectLine(number));
  }

  /** For carriers to display, published or not; several may display one. */
  async present(manager: EntityManager, numbers: string[]): Promise<void> {
    const indexes = numbers.map((number) => this.sealer.indexOf(new DirectLine(number)));
    // In one order: of two that wait for each other's neither would come to its end.
    for (const numberIndex of indexes.sort((a, b) => a.compare(b))) {
      await this.lock(manager, numberIndex);
      if (await manager.existsBy(DirectLineRow, { numberIndex })) throw taken();
    }
  }

  /** A line that leads back into the switchboard would ring itself; one that two share would ring the wrong one. */
  async hide(manager: EntityManager, professionalId: string, line: DirectLine, actor: Actor): Promise<void> {
    await this.claim(manager, line, { professionalId, actor });
    if ((await presentedNumbers(manager)).has(line.reveal())) throw taken();
  }

  /** Is it one that callers dial? Whether it is somebody's hidden line is not said. */
  async isPublished(manager: EntityManager, number: PrivateNumber): Promise<boolean> {
    return (await publishedNumbers(manager)).has(number.reveal());
  }

  /** `again`: whose direct line it may be already, if whoever claims it has set it there. */
  private async claim(manager: EntityManager, line: DirectLine, again?: Setting): Promise<void> {
    const numberIndex = this.sealer.indexOf(line);
    await this.lock(manager, numberIndex);
    const published = await publishedNumbers(manager);
    const owner = await manager.findOneBy(DirectLineRow, { numberIndex });
    if (published.has(line.reveal()) || (owner && !(await isAgain(manager, owner, again)))) throw taken();
  }

  /** Named by the keyed index: a hidden number must not go to the database, and into its log, in clear. */
  private async lock(manager: EntityManager, numberIndex: Buffer): Promise<void> {
    await manager.query('SELECT pg_advisory_xact_lock($1)', [numberIndex.readBigInt64BE().toString()]);
  }
}

interface Setting {
  professionalId: string;
  actor: Actor;
}

/**
 * Who set the line knows it, and may do so again; the audit log says who that was. Anybody else is answered as
 * everywhere: by trying one professional after the other it would show whose line it is.
 */
async function isAgain(
  manager: EntityManager,
  owner: DirectLineRow,
  again: Setting | undefined,
): Promise<boolean> {
  if (owner.professionalId !== again?.professionalId) return false;
  const where = { subject: `professional:${owner.professionalId}`, action: 'direct-line-set' };
  const last = await manager.findOne(AuditRow, { where, order: { seq: 'DESC' } });
  return last?.actor === actorText(again.actor);
}

const taken = () => new Problem('number-taken', 'The number is in use already; take another');

/** Every number that callers dial to reach the switchboard; compared here, for the same reason. */
async function publishedNumbers(manager: EntityManager): Promise<Set<string | null>> {
  const switchboard = await manager.find(SwitchboardNumber, { select: { number: true } });
  const dedicated = await manager.find(PassThroughNumber, {
    select: { number: true },
    where: { kind: 'dedicated' },
  });
  const sessions = await manager.find(SessionNumber, { select: { number: true } });
  return new Set([...switchboard, ...dedicated, ...sessions].map(({ number }) => number));
}

/** Every number that some carrier may display. */
async function presentedNumbers(manager: EntityManager): Promise<Set<string>> {
  const trunks = await manager.find(Trunk, { select: { id: true, presentedNumbers: true } });
  return new Set(trunks.flatMap(({ presentedNumbers }) => presentedNumbers));
}
