import { Problem } from '../../../src/common/problem.js';
import { CONSOLE } from '../../../src/audit/actor.js';
import type { Person } from '../routing/directory.js';
import { seeded } from '../../unit/routing/seeded.js';
import { Model } from './model.js';
import { Town } from './town.js';

// One that fails is played again by SESSIONS_SEED; SESSIONS_STEPS makes it longer.
const SEED = Number(process.env['SESSIONS_SEED'] ?? Date.now() % 100_000);
const STEPS = Number(process.env['SESSIONS_STEPS'] ?? 160);

const MINUTE = 60_000;
const phones = Array.from({ length: 9 }, (_, n) => `+120255501${String(n + 10)}`);
const numbers = ['+12025550180', '+12025550181', '+12025550182'];

/** Sessions begin, end, overlap and are ended; lines change hands; and after each step everybody calls every number. */
class Life {
  readonly model = new Model();
  private now = Date.now();
  bound = 0;
  exhausted = 0;
  reached = 0;
  /** Calls that might have reached two. */
  doubtful = 0;

  constructor(
    private readonly town: Town,
    private readonly people: Person[],
    private readonly random: () => number,
  ) {}

  async step(): Promise<void> {
    this.now += this.below(20 * MINUTE);
    // At once, as operators' requests come.
    const requests = Array.from({ length: this.below(6) }, () =>
      this.random() < 0.8 ? this.bind() : this.end(),
    );
    await Promise.all(requests);
    if (this.random() < 0.4) await this.changeLine();
    await this.everybodyCalls();
  }

  private async bind(): Promise<void> {
    const [caller, person] = [this.pick(phones), this.pick(this.people)];
    const from = this.now + (this.below(120) - 60) * MINUTE;
    const until = Math.max(this.now, from) + (1 + this.below(60)) * MINUTE;
    const about = { caller, professional: person.professionalId, from, until };
    const node = this.pick(this.town.nodes);
    const hasLine = this.model.lines.has(person.professionalId);
    try {
      const [startsAt, endsAt, now] = [new Date(from), new Date(until), new Date(this.now)];
      const { id, number } = await this.town.bind(caller, person, startsAt, endsAt, now, node);
      if (!this.model.isFree(String(number), about)) throw new Error(`${number} was given to two`);
      if (!hasLine) throw new Error('a session with nobody to reach');
      this.model.sessions.push({ id, number: String(number), ...about });
      this.bound++;
    } catch (error) {
      const refusal = hasLine ? 'session-numbers-exhausted' : 'direct-line-missing';
      if (!(error instanceof Problem) || error.code !== refusal) throw error;
      if (hasLine) this.exhausted++;
    }
  }

  private async end(): Promise<void> {
    const on = this.model.sessions.filter(({ until }) => until > this.now);
    if (on.length === 0) return;
    const { id } = this.pick(on);
    this.model.end(id, this.now);
    await this.town.at(this.pick(this.town.nodes)).sessions.end(id, CONSOLE, new Date(this.now));
  }

  /** Sometimes to the phone of a caller, or of nobody; a line that somebody has is refused. */
  private async changeLine(): Promise<void> {
    const person = this.pick(this.people);
    const node = this.pick(this.town.nodes);
    const phone = this.pick(phones);
    const isTaken = [...this.model.lines].some(
      ([id, line]) => line === phone && id !== person.professionalId,
    );
    if (isTaken && this.model.lines.has(person.professionalId)) {
      this.model.lines.delete(person.professionalId);
      await this.town.at(node).lines.remove(person.professionalId, CONSOLE);
      await node.changes.changed({ kind: 'listing', listingId: person.listingId });
    } else if (!isTaken) {
      this.model.lines.set(person.professionalId, phone);
      await this.town.move(person, phone, node);
    }
  }

  /** They dial at once, and are put through one after the other: two who call each other would both be busy. */
  private async everybodyCalls(): Promise<void> {
    const [node, now] = [this.pick(this.town.nodes), new Date(this.now)];
    const pairs = numbers.flatMap((number) => phones.map((phone) => ({ number, phone })));
    const dialled = pairs.map(async ({ number, phone }) => {
      const caller = this.town.callerAt(phone);
      return { number, phone, caller, entry: await node.routing.findNumber(number, caller, now, null) };
    });
    for (const { number, phone, caller, entry } of await Promise.all(dialled)) {
      const reached = await this.town.ring(entry, caller, now, node);
      if (reached) this.reached++;
      if (this.model.others(phone, number, this.now).length > 1) this.doubtful++;
      const promised = this.model.reached(phone, number, this.now);
      expect({ phone, number, reached }).toEqual({ phone, number, reached: promised });
    }
  }

  private below(n: number): number {
    return Math.floor(this.random() * n);
  }

  private pick<T>(some: readonly T[]): T {
    return some[this.below(some.length)] as T;
  }
}

describe('Sessions at random', () => {
  let town: Town;
  const people: Person[] = [];

  beforeAll(async () => {
    town = await Town.found();
    for (const number of numbers) await town.publish(number);
    while (people.length < 5) people.push(await town.settle());
  }, 30_000);

  afterAll(() => town.leave());

  it('never cross: a call reaches the other party of the one session in force, or nobody', async () => {
    const life = new Life(town, people, seeded(SEED));
    for (const { professionalId } of people) life.model.lines.set(professionalId, 'a phone of nobody here');
    for (let step = 1; step <= STEPS; step++) {
      try {
        await life.step();
      } catch (error) {
        throw new Error(`step ${step}; play it again with SESSIONS_SEED=${SEED}`, { cause: error });
      }
    }
    const { bound, exhausted, reached, doubtful } = life;
    process.stdout.write(
      `  seed ${SEED}: ${bound} sessions, ${exhausted} without a number; ` +
        `calls: ${reached} through, ${doubtful} to nobody rather than to either of two\n`,
    );
    expect(bound).toBeGreaterThan(STEPS);
    expect(reached).toBeGreaterThan(STEPS);
  }, 300_000);
});
