import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { Client } from 'pg';
import { Api } from '../../../scripts/lib/api.mjs';
import { ariOf } from '../../../scripts/lib/asterisk-config.mjs';
import { freePlace, removePlace } from '../../../scripts/lib/free-place.mjs';
import type { Part } from '../../../scripts/lib/part.mjs';
import { startAsterisk, startRedis, startService } from '../../../scripts/lib/parts.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import type { Place } from '../../../scripts/lib/place.mjs';
import { filesIn } from '../../privacy/at-rest.js';
import { ExchangeState } from './exchange-state.js';
import { People } from './people.js';
import { Privacy } from './privacy/privacy.js';
import { givePrompts } from './prompts-folder.js';
import { Sounds } from './sounds.js';
import { WatchedPhones } from './watched-phones.js';

/** A whole switchboard of a test's own, and all the phones it can reach. */
export class Switchboard {
  place!: Place;
  databaseUrl!: string;
  phones!: WatchedPhones;
  api!: Api;
  people!: People;
  sounds!: Sounds;
  /** Looks for private numbers on the wire and in what is kept. */
  privacy!: Privacy;
  private state!: ExchangeState;
  private database!: Client;
  private parts: Part[] = [];
  private standby: Place | undefined;
  /** When the test now running began. */
  began = new Date();

  /**
   * @param demo with the demo's people, whose phones then play their parts by themselves
   * @param address where it listens
   * @param settings others, by their names in .env.example
   */
  constructor(
    private readonly demo: boolean,
    private readonly address: string,
    private readonly settings: Record<string, string>,
  ) {}

  async start(): Promise<void> {
    this.place = await freePlace({
      DEMO: this.demo ? 'on' : 'off',
      LISTEN_ADDRESS: this.address,
      SIP_ADDRESS: this.address,
      ...this.settings,
    });
    givePrompts(this.place);
    await this.run([
      await startRedis(this.place),
      await startAsterisk(this.place, 'switchboard'),
      await startAsterisk(this.place, 'demo-carrier'),
    ]);
    const DATABASE_URL = (this.databaseUrl = await this.makeDatabase());
    this.privacy = new Privacy(this.place, DATABASE_URL, () => this.publishedNumbers());
    await this.privacy.start();
    await this.run([await startService(this.place, { DATABASE_URL, LOG_LEVEL: 'debug' })]);
    await this.connect();
  }

  /** Nothing of a call may be left, however it ended; and no phone was rung that no test knows of. */
  async settle(): Promise<void> {
    if (!this.state) return;
    const strays = this.phones.strays;
    await this.phones.reset();
    await this.state.isClean();
    await this.privacy.afterTest();
    if (strays > 0 && !this.demo)
      throw new Error(`${strays} calls went to numbers that nobody of this test has`);
  }

  async stop(): Promise<void> {
    const stopParts = async () => {
      for (const part of this.parts.reverse()) await part.stop();
    };
    try {
      await this.phones?.close();
      await (this.privacy ? this.privacy.stop(stopParts) : stopParts());
    } finally {
      this.state?.close();
      await this.database?.end();
      if (!process.env.KEEP_TEST_HOMES) removePlace(this.place);
    }
  }

  /** What was kept of the only call of this test. */
  async record(within = 5000): Promise<any> {
    const deadline = Date.now() + within;
    for (;;) {
      const { items } = await this.api.get(`call-records?from=${this.began.toISOString()}`);
      if (items[0]) return this.api.get(`call-records/${items[0].id}`);
      if (Date.now() > deadline) throw new Error('There is no record of the call');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** As a crash does it; resolves when the service is back. */
  crashService(meanwhile: () => Promise<void>): Promise<void> {
    return this.renewService('SIGKILL', meanwhile);
  }

  /** As an update does it; resolves when the next one serves. */
  replaceService(meanwhile: () => Promise<void>): Promise<void> {
    return this.renewService('SIGTERM', meanwhile);
  }

  private async renewService(signal: NodeJS.Signals, meanwhile: () => Promise<void>): Promise<void> {
    const service = this.parts.pop();
    service?.kill(signal);
    await service?.ended;
    await meanwhile();
    await this.run([await startService(this.place, { DATABASE_URL: this.databaseUrl, LOG_LEVEL: 'debug' })]);
  }

  /** A second process of the same Asterisk; resolves when it stands by. Returns its health. */
  async addStandby(): Promise<unknown> {
    const place = { ...this.place, httpPort: await freePort() };
    await this.run([await startService(place, { DATABASE_URL: this.databaseUrl, LOG_LEVEL: 'debug' })]);
    this.standby = place;
    const health = await fetch(`http://127.0.0.1:${place.httpPort}/health/ready`);
    return health.json();
  }

  /** As the machine of the first process may do it; operators ask the other one from now on. */
  signalOwner(signal: NodeJS.Signals): { ended: Promise<string> } {
    const owner = this.parts.at(-2);
    if (!owner || !this.standby) throw new Error('there is no standby');
    owner.kill(signal);
    this.api = new Api(this.standby);
    return owner;
  }

  /** Resolves when the process that is asked now steers the calls. */
  async steered(): Promise<void> {
    const deadline = Date.now() + 10_000;
    const isSteering = () =>
      this.api.get('calls').then(
        () => true,
        () => false,
      );
    while (!(await isSteering())) {
      if (Date.now() > deadline) throw new Error('nobody took the calls');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async stopService(): Promise<void> {
    await this.parts.pop()?.stop();
  }

  /** What the service wrote so far. */
  serviceLog(): string {
    return readFileSync(`${this.place.home}/log/service.log`, 'utf8');
  }

  /** Which files of Asterisk and of the service have a text. */
  holds(text: string): string[] {
    return [...filesIn(this.place.home, /^(wire|sipp|demo-carrier)/)]
      .filter(({ bytes }) => bytes.includes(text))
      .map(({ place }) => place);
  }

  /** Ends Asterisk as a crash does, and starts it again; resolves when it answers. */
  async restartExchange(meanwhile: () => void = () => {}): Promise<void> {
    const at = this.parts.findIndex(({ name }) => name === 'Asterisk');
    this.parts[at]?.kill('SIGKILL');
    await this.parts[at]?.ended;
    const again = await startAsterisk(this.place, 'switchboard');
    this.parts[at] = again;
    const knocking = setInterval(meanwhile, 20);
    await again.ready.finally(() => clearInterval(knocking));
  }

  /** For what no operator may set: a conversation of seconds. */
  sql(text: string, values: unknown[] = []): Promise<unknown> {
    return this.database.query(text, values);
  }

  private async publishedNumbers(): Promise<string[]> {
    const numbers = `SELECT number FROM switchboard_numbers UNION
      SELECT number FROM pass_through_numbers WHERE number IS NOT NULL`;
    return (await this.database.query(numbers)).rows.map(({ number }) => number);
  }

  private async connect(): Promise<void> {
    const { port, password } = ariOf(this.place, 'demo-carrier');
    this.phones = (await WatchedPhones.connect({ ariPort: port, ariPassword: password })) as WatchedPhones;
    this.phones.watchList = this.privacy.watchList;
    this.api = new Api(this.place);
    this.sounds = new Sounds(`${this.place.home}/prompts`);
    this.state = new ExchangeState(this.place);
    this.people = new People(this.api, this.phones, (text, values) => this.sql(text, values));
    if (this.demo) return;
    const { demoSipPort } = this.place;
    const match = [`127.0.0.1:${demoSipPort}`];
    await this.api.post('trunks', { name: 'carrier', host: '127.0.0.1', port: demoSipPort, match });
  }

  private async run(parts: Part[]): Promise<void> {
    this.parts.push(...parts);
    await Promise.all(parts.map((part) => part.ready));
  }

  private async makeDatabase(): Promise<string> {
    const server = new Client(process.env.DATABASE_URL);
    const name = `calls_${randomUUID().replaceAll('-', '')}`;
    await server.connect();
    await server.query(`CREATE DATABASE ${name}`);
    await server.end();
    const url = new URL(process.env.DATABASE_URL ?? '');
    url.pathname = name;
    this.database = new Client(url.href);
    await this.database.connect();
    return url.href;
  }
}

/** A switchboard for the tests of one file; what every call must leave behind, nothing, is checked after each. */
export function useSwitchboard({ demo = false, address = '127.0.0.1', settings = {} } = {}): Switchboard {
  // The waits for a phone end sooner, and say more.
  jest.setTimeout(90_000);
  const board = new Switchboard(demo, address, settings);
  beforeAll(() => board.start(), 90_000);
  beforeEach(() => void (board.began = new Date()));
  afterEach(() => board.settle(), 30_000);
  afterAll(() => board.stop(), 30_000);
  return board;
}
