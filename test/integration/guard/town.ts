import { checkDigit } from '../../../src/call-flow/extension.js';
import type { Caller, Target } from '../../../src/call-flow/plan.js';
import type { Config } from '../../../src/config/config.js';
import { Directory, type Person } from '../routing/directory.js';
import { newPrefix, RoutingNode } from '../routing/node.js';

export const NUMBER = '+12025550100';
export const NOON = new Date('2026-03-11T12:00:00Z');
const HOUR = 3_600_000;

export const later = (hours: number): Date => new Date(NOON.getTime() + hours * HOUR);

/** A switchboard with people behind extensions, and processes that route its calls. */
export class Town {
  private readonly nodes: RoutingNode[] = [];
  readonly prefix = newPrefix();
  private calls = 0;

  private constructor(
    readonly directory: Directory,
    readonly switchboard: string,
    readonly category: string,
  ) {}

  static async create(): Promise<Town> {
    const directory = await Directory.create();
    const switchboard = await directory.addSwitchboardNumber(NUMBER);
    await directory.addTrunk();
    return new Town(directory, switchboard, await directory.addCategory('doctor'));
  }

  /** Another process; all share what is in Redis. */
  node(told: Partial<Config> = {}, redis?: string, postgres = this.directory.url): Promise<RoutingNode> {
    return this.start(this.prefix, told, redis, postgres);
  }

  /** One that shares nothing in Redis with the others. */
  nodeApart(told: Partial<Config> = {}): Promise<RoutingNode> {
    return this.start(newPrefix(), told, undefined, this.directory.url);
  }

  private async start(
    prefix: string,
    told: Partial<Config>,
    redis: string | undefined,
    postgres: string,
  ): Promise<RoutingNode> {
    const node = await RoutingNode.start(postgres, prefix, redis, told);
    this.nodes.push(node);
    return node;
  }

  async remove(): Promise<void> {
    for (const node of this.nodes) await node.stop();
    await this.directory.remove();
  }

  person(): Promise<Person> {
    return this.directory.addPerson(this.category, this.switchboard);
  }

  async people(count: number): Promise<Person[]> {
    const people: Person[] = [];
    while (people.length < count) people.push(await this.person());
    return people;
  }

  /** As a caller hears it: whether it is somebody's, or why it is not. The line is given back. */
  async dial(node: RoutingNode, extension: string, caller: Caller | null, now = NOON): Promise<string> {
    return this.ask(
      node,
      { kind: 'extension', switchboardNumberId: this.switchboard, extension },
      caller,
      now,
    );
  }

  async ask(node: RoutingNode, target: Target, caller: Caller | null, now = NOON): Promise<string> {
    const callId = `call-${++this.calls}`;
    const found = await node.routing.findLine(callId, target, [], now, caller);
    if ('reason' in found) return found.reason;
    const ids = found.offers.map(({ professionalId }) => professionalId);
    await node.routing.release(callId, ids, null);
    return 'found';
  }
}

/** Well-formed extensions that nobody has: people's begin with 60. */
export function* wrongExtensions(): Generator<string, never> {
  for (let n = 0; ; n = (n + 1) % 10_000) {
    const digits = String(90_000 + n);
    yield digits + checkDigit(digits);
  }
}
