import { inbound } from '../../unit/trunks/inbound.js';
import type { Caller, Entry } from '../../../src/call-flow/plan.js';
import { Audit } from '../../../src/audit/audit.js';
import { CONSOLE } from '../../../src/audit/actor.js';
import { CallerNumber } from '../../../src/callers/caller-number.js';
import { Callers } from '../../../src/callers/callers.js';
import { CallerOpener } from '../../../src/callers/open-caller.js';
import { DirectLineRow } from '../../../src/direct-lines/direct-line.entity.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { DirectLinesService } from '../../../src/direct-lines/direct-lines.service.js';
import { ClaimTurns } from '../../../src/direct-lines/claim-turns.js';
import { LineSealer } from '../../../src/direct-lines/line-sealer.js';
import { NumberClaims } from '../../../src/direct-lines/number-claims.js';
import { ringingSettings } from '../../../src/menus/ringing-settings.js';
import { SessionNumber } from '../../../src/sessions/session-number.entity.js';
import { SessionNumbersService } from '../../../src/sessions/session-numbers.service.js';
import { SessionPool } from '../../../src/sessions/session-pool.js';
import { Session } from '../../../src/sessions/session.entity.js';
import type { SessionView } from '../../../src/sessions/sessions.schema.js';
import { SessionsService } from '../../../src/sessions/sessions.service.js';
import { INDEX_PURPOSES } from '../../../src/vault/data-key.js';
import { Resealer } from '../../../src/vault/open-to-seal-anew.js';
import { Vault } from '../../../src/vault/vault.js';
import { dataKey, keyring, sealOpener } from '../../unit/vault/keys.js';
import { Directory, type Person } from '../routing/directory.js';
import type { Link } from '../routing/link.js';
import { newPrefix, RoutingNode } from '../routing/node.js';

/** Who was reached from a phone: the phone of a session's caller, a professional, or nobody. */
export type Reached = { caller: string } | { professional: string } | null;

/** People with phones, and numbers for their sessions: two processes of routing, real Postgres and Redis. */
export class Town {
  private readonly keys = keyring();
  private readonly vault = new Vault(this.keys);
  private readonly callers = new Callers(inbound(), this.vault);
  private readonly opener = new CallerOpener(sealOpener(this.keys));
  private calls = 0;

  private constructor(
    readonly directory: Directory,
    readonly nodes: [RoutingNode, RoutingNode],
    private readonly prefix: string,
    private readonly switchboard: string,
    private readonly category: string,
  ) {}

  static async found(): Promise<Town> {
    const directory = await Directory.create();
    const prefix = newPrefix();
    const nodes = [
      await RoutingNode.start(directory.url, prefix),
      await RoutingNode.start(directory.url, prefix),
    ] as [RoutingNode, RoutingNode];
    await directory.addTrunk();
    const switchboard = await directory.addSwitchboardNumber('+12025550100');
    return new Town(directory, nodes, prefix, switchboard, await directory.addCategory('doctor'));
  }

  /** Another process, which has parts between it and us. */
  nodeBehind({ redis, postgres }: { redis?: Link; postgres?: Link }): Promise<RoutingNode> {
    return RoutingNode.start(postgres?.url ?? this.directory.url, this.prefix, redis?.url);
  }

  async leave(): Promise<void> {
    for (const node of this.nodes) await node.stop();
    await this.directory.remove();
  }

  /** What a process does when operators ask it. */
  at(node: RoutingNode) {
    const { manager } = node.database;
    const claims = new NumberClaims(new LineSealer(this.vault));
    const audit = new Audit(this.vault);
    const turns = new ClaimTurns(audit);
    const sealer = new LineSealer(this.vault);
    const pool = new SessionPool();
    const [sessions, numbers] = [manager.getRepository(Session), manager.getRepository(SessionNumber)];
    const lines = manager.getRepository(DirectLineRow);
    return {
      sessions: new SessionsService(sessions, this.callers, claims, turns, pool, node.changes, audit),
      numbers: new SessionNumbersService(numbers, claims, turns, node.changes, audit),
      lines: new DirectLinesService(lines, sealer, claims, turns, node.changes, audit, node.policies),
    };
  }

  async publish(number: string): Promise<void> {
    const ringing = ringingSettings.parse({});
    const given = { number, label: 'Pool', trunkId: null, language: 'en', ringing } as const;
    await this.at(this.nodes[0]).numbers.create(given, CONSOLE);
  }

  /** Without a line of which we know the number. */
  settle(): Promise<Person> {
    return this.directory.addPerson(this.category, this.switchboard);
  }

  /** The professional's line is now this phone, and its owner said yes on it. */
  async move({ professionalId, listingId }: Person, phone: string, node = this.nodes[0]): Promise<void> {
    await this.at(node).lines.set(professionalId, new DirectLine(phone), CONSOLE);
    await this.directory.database.query(
      `INSERT INTO consents (listing_id, professional_id, direct_line_id, given_at, wording, language, method)
       SELECT $1, professional_id, id, now(), 'yes', 'en', 'demo' FROM direct_lines WHERE professional_id = $2
       ON CONFLICT DO NOTHING`,
      [listingId, professionalId],
    );
    await node.changes.changed({ kind: 'listing', listingId });
  }

  bind(
    phone: string,
    { listingId }: Person,
    startsAt: Date,
    endsAt: Date,
    now: Date,
    node = this.nodes[0],
  ): Promise<SessionView> {
    const given = { callerNumber: new CallerNumber(phone), listingId, startsAt, endsAt };
    return this.at(node).sessions.create(given, CONSOLE, now);
  }

  callerAt(phone: string): Caller {
    const caller = this.callers.recognise(phone, `call-${++this.calls}`, null);
    if (!caller) throw new Error('not a phone');
    return caller;
  }

  /** A new key for sealing, and everything sealed anew with it. Gives the key's id. */
  async changeKey(): Promise<string> {
    const fresh = dataKey('sealing');
    const old = { ...this.keys.current('sealing'), state: 'retired' } as const;
    this.keys.replace([fresh, old, ...INDEX_PURPOSES.map((purpose) => this.keys.current(purpose))]);
    await new Resealer(this.nodes[0].database, this.keys, () => {}).run();
    return fresh.id;
  }

  /** A call from `phone` to `number`, as far as routing goes. */
  async call(phone: string, number: string, now: Date, node = this.nodes[0]): Promise<Reached> {
    const caller = this.callerAt(phone);
    return this.ring(await node.routing.findNumber(number, caller, now, null), caller, now, node);
  }

  /** What it reserved is given back. */
  async ring(entry: Entry | undefined, caller: Caller, now: Date, node: RoutingNode): Promise<Reached> {
    const callId = `call-${++this.calls}`;
    if (entry?.kind !== 'line') return null;
    const found = await node.routing.findLine(callId, entry.target, [], now, caller);
    if (!('offers' in found)) return null;
    const [offer, ...others] = found.offers;
    if (!offer || others.length > 0) throw new Error('a session has one other party');
    await node.routing.release(callId, [offer.professionalId], null);
    if (offer.callee.kind === 'line') return { professional: offer.professionalId };
    const { sealedTo, sealed, presented } = offer.callee;
    if (presented !== entry.number || !offer.acceptance)
      throw new Error('the caller would see another number');
    return { caller: (await this.opener.open(sealedTo, sealed)).reveal() };
  }
}
