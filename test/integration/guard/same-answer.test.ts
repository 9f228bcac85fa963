import type { Caller, Target } from '../../../src/call-flow/plan.js';
import { stranger } from '../routing/callers.js';
import type { Person } from '../routing/directory.js';
import type { RoutingNode } from '../routing/node.js';
import { NOON, Town, wrongExtensions } from './town.js';

const ROUNDS = 40;
const WARM_UP = 5;

/** One way to be told nothing. */
interface Kind {
  name: string;
  node: RoutingNode;
  extension: () => string;
  listingId?: string;
  caller: () => Caller | null;
}

/** One town whose budgets nobody spends, and one whose have just been spent. */
describe('An extension that is not to be known of', () => {
  let open: Town;
  let spent: Town;
  let notListed: Kind[];
  let refused: Kind[];
  const times = new Map<Kind, number[]>();
  const answers = new Map<Kind, unknown[]>();

  beforeAll(async () => {
    open = await Town.create();
    spent = await Town.create();
    const plenty = { hour: 10_000, day: 10_000 };
    const at = await open.node({ guesses: { caller: plenty, overall: plenty } });
    const one = { hour: 1, day: 1 };
    const callerSpent = await spent.node({ guesses: { caller: one, overall: plenty } });
    const overallSpent = await spent.node({ guesses: { caller: plenty, overall: one } });
    notListed = await hidden(at);
    const guesser = stranger();
    const [wrong, person] = [wrongExtensions(), await spent.person()];
    expect(await spent.dial(callerSpent, wrong.next().value, guesser)).toBe('not-listed');
    refused = [
      ...kinds('with none left, right', callerSpent, person, () => guesser),
      { name: 'with none left, wrong', node: callerSpent, ...guess(), caller: () => guesser },
      ...kinds('with none left for strangers, right', overallSpent, person, stranger),
      { name: 'with none left for strangers, wrong', node: overallSpent, ...guess(), caller: stranger },
    ];
    for (let round = 0; round < ROUNDS + WARM_UP; round++)
      for (const kind of inTurn([...notListed, ...refused], round)) await measure(kind, round);
  }, 120_000);

  afterAll(async () => {
    await open.remove();
    await spent.remove();
  });

  it('has one answer, whether it is wrong, withdrawn, unlisted or without a line', () => {
    for (const kind of notListed)
      expect([kind.name, answersOf(kind)]).toEqual([kind.name, ['{"reason":"not-listed"}']]);
  });

  it('has one answer for who may try none, whether it is right or wrong', () => {
    for (const kind of refused)
      expect([kind.name, answersOf(kind)]).toEqual([kind.name, ['{"reason":"too-many-attempts"}']]);
  });

  it('takes the same time, whatever the reason', () => {
    const all = [...notListed, ...refused].map((kind) => ({ kind: kind.name, ...spread(times.get(kind)) }));
    const middle = spread([...times.values()].flat());
    for (const { kind, median, p95 } of all) {
      const ratios = { median: median / middle.median, p95: p95 / middle.p95 };
      const isAlike = Math.abs(ratios.median - 1) < 0.1 && ratios.p95 > 0.5 && ratios.p95 < 2;
      expect([kind, isAlike ? 'alike' : ratios]).toEqual([kind, 'alike']);
    }
  });

  async function hidden(node: RoutingNode): Promise<Kind[]> {
    const [withdrawn, unlisted, lineless] = (await open.people(3)) as [Person, Person, Person];
    await open.directory.withdraw(withdrawn);
    await open.directory.set('listings', unlisted.listingId, 'published', false);
    const removal = 'DELETE FROM direct_lines WHERE professional_id = $1';
    await open.directory.database.query(removal, [lineless.professionalId]);
    return [
      { name: 'wrong', node, ...guess(), caller: stranger },
      ...kinds('withdrawn', node, withdrawn, stranger),
      ...kinds('unlisted', node, unlisted, stranger),
      ...kinds('without a line', node, lineless, stranger),
    ];
  }

  /** Half of the measurements find the answer in the cache, half do not. */
  async function measure(kind: Kind, round: number): Promise<void> {
    const town = notListed.includes(kind) ? open : spent;
    const target = targetOf(town, kind.extension());
    if (round % 2) await drop(kind, target);
    const began = performance.now();
    const answer = await kind.node.routing.findLine('a call', target, [], NOON, kind.caller());
    const took = performance.now() - began;
    if (round < WARM_UP) return;
    times.set(kind, [...(times.get(kind) ?? []), took]);
    answers.set(kind, [...(answers.get(kind) ?? []), answer]);
  }

  async function drop({ node, listingId }: Kind, target: Target & { kind: 'extension' }): Promise<void> {
    await node.changes.changed(target);
    if (listingId) await node.changes.changed({ kind: 'listing', listingId });
  }

  const answersOf = (kind: Kind) => [...new Set(answers.get(kind)?.map((answer) => JSON.stringify(answer)))];
});

const targetOf = (town: Town, extension: string) =>
  ({ kind: 'extension', switchboardNumberId: town.switchboard, extension }) as const;

const kinds = (
  name: string,
  node: RoutingNode,
  { extension, listingId }: Person,
  caller: () => Caller,
): Kind[] => [{ name, node, extension: () => extension, listingId, caller }];

/** One wrong extension, always the same, as all the others are. */
function guess(): { extension: () => string } {
  const { value } = wrongExtensions().next();
  return { extension: () => value };
}

/** Nobody is always first, nor always after the same. */
function inTurn<T>(all: T[], round: number): T[] {
  const begin = round % all.length;
  const turned = [...all.slice(begin), ...all.slice(0, begin)];
  return round % 4 < 2 ? turned : turned.reverse();
}

function spread(times: number[] = []): { median: number; p95: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), p95: at(0.95) };
}
