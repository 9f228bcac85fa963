/** What a lookup costs when Redis has the answer, and when Postgres must be asked; in turns, in one run. */
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { Directory, type Person } from '../test/integration/routing/directory.js';
import { newPrefix, RoutingNode } from '../test/integration/routing/node.js';

const PEOPLE = 99;
const ROUNDS = 60;

type Lookup = (index: number) => Promise<unknown>;
type Drop = (index: number) => Promise<void>;

const directory = await Directory.create();
const switchboard = await directory.addSwitchboardNumber('+12025550100');
const category = await directory.addCategory('insurance');
await directory.addTrunk();
const people: Person[] = [];
for (let i = 1; i <= PEOPLE; i++) {
  const person = await directory.addPerson(category, switchboard);
  await directory.addDedicatedNumber(number(i), person.listingId);
  people.push(person);
}
const node = await RoutingNode.start(directory.url, newPrefix());

console.log(`${PEOPLE} entries, ${ROUNDS} rounds; times in ms\n`);
console.log('                                     hit p50  hit p99   miss p50  miss p99   hit/miss (p50)');
for (const atOnce of [1, 20]) {
  await floor(atOnce);
  await compare(`dialled number, ${atOnce} at once`, atOnce, findNumber, dropNumber);
  await compare(`number and caller, ${atOnce} at once`, atOnce, findNumberForCaller, dropNumber);
  await compare(`extension and listing, ${atOnce} at once`, atOnce, findExtension, dropExtension);
}
const [p50, p99] = percentiles(await timed(1, findAndRelease));
console.log(`\nfinding, reserving and giving back a line, 1 at once: p50 ${ms(p50)}, p99 ${ms(p99)}`);

await node.stop();
await directory.remove();

async function compare(name: string, atOnce: number, lookup: Lookup, drop: Drop): Promise<void> {
  const hits: number[] = [];
  const misses: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(people.map((_, i) => drop(i)));
    const first = await timed(atOnce, lookup);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await timed(atOnce, lookup);
    // The first round warms up code and connections.
    if (round > 0) misses.push(...first);
    if (round > 0) hits.push(...second);
  }
  const [hit50, hit99] = percentiles(hits);
  const [miss50, miss99] = percentiles(misses);
  const figures = `${ms(hit50)}${ms(hit99)}  ${ms(miss50)}${ms(miss99)}  ${(hit50 / miss50).toFixed(2)}`;
  console.log(name.padEnd(36) + figures);
}

/** What the machine and Redis allow at best, measured among the others. */
async function floor(atOnce: number): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    times.push(...(await timed(atOnce, () => node.redis.isAnswering())));
  const [p50, p99] = percentiles(times);
  console.log(`bare PING, ${atOnce} at once`.padEnd(36) + ms(p50) + ms(p99));
}

/** Each entry once, `atOnce` at a time. */
async function timed(atOnce: number, lookup: Lookup): Promise<number[]> {
  const times: number[] = [];
  const waiting = people.map((_, i) => i);
  const worker = async (): Promise<void> => {
    for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
      const began = performance.now();
      await lookup(i);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return times;
}

function findNumber(i: number): Promise<unknown> {
  return node.routing.findNumber(number(i + 1), null, new Date(), null);
}

/** Every caller is another one, whom nobody knows. */
function findNumberForCaller(i: number): Promise<unknown> {
  const text = () => randomBytes(32).toString('base64url');
  const caller = { token: text(), line: text(), sealed: { keyId: 'k1', ciphertext: '' } };
  return node.routing.findNumber(number(i + 1), caller, new Date(), null);
}

function dropNumber(i: number): Promise<void> {
  return node.changes.changed({ kind: 'number', number: number(i + 1) });
}

async function findExtension(i: number): Promise<unknown> {
  const listingId = await node.lookups.listingOfExtension(switchboard, people[i]?.extension ?? '');
  return node.lookups.listing(listingId ?? '');
}

async function dropExtension(i: number): Promise<void> {
  const { extension = '', listingId = '' } = people[i] ?? {};
  await node.changes.changed({ kind: 'extension', switchboardNumberId: switchboard, extension });
  await node.changes.changed({ kind: 'listing', listingId });
}

async function findAndRelease(i: number): Promise<void> {
  const { extension = '', professionalId = '' } = people[i] ?? {};
  const target = { kind: 'extension', switchboardNumberId: switchboard, extension } as const;
  await node.routing.findLine(`call-${i}`, target, [], new Date(), null);
  await node.routing.release(`call-${i}`, [professionalId], null);
}

function number(i: number): string {
  return `+120255501${String(i).padStart(2, '0')}`;
}

function percentiles(times: number[]): [p50: number, p99: number] {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  return [at(0.5), at(0.99)];
}

function ms(time: number): string {
  return time.toFixed(3).padStart(9);
}
