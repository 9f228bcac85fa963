import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { AppModule } from '../../../src/app.module.js';
import { AsteriskModule } from '../../../src/asterisk/asterisk.module.js';
import { LiveCalls } from '../../../src/call-records/live-calls.js';
import { prepareHttp } from '../../../src/common/http.js';
import { createLogger, PinoLogger } from '../../../src/common/logger.js';
import { Config } from '../../../src/config/config.js';
import { Pause } from '../../../src/data-subjects/withdrawal-first.js';
import { ApiKey } from '../../../src/operators/api-key.entity.js';
import { createApiKey, hashOf } from '../../../src/operators/api-keys.js';
import type { Role } from '../../../src/operators/role.js';
import { PromptsService } from '../../../src/prompts/prompts.service.js';
import { ConsentCalls } from '../../../src/consent/consent-calls.js';
import { RedisConnection } from '../../../src/redis/redis-connection.js';
import { RoutingChanges } from '../../../src/routing/routing-changes.js';
import { TrunkChanges } from '../../../src/trunks/trunk-changes.js';
import { freshDatabase } from '../fresh-database.js';
import {
  type AskedLines,
  AsteriskStandIn,
  noPause,
  noRedis,
  readableSpeech,
  ToldRouting,
  type PretendedCalls,
  type ToldExchange,
} from './stand-ins.js';

export interface Answer {
  status: number;
  type: string;
  body: any;
}

export type Service = Awaited<ReturnType<typeof startService>>;

/** The service over HTTP with a database of its own, and without an exchange. */
export async function startService(more: Record<string, string> = {}) {
  const database = await freshDatabase();
  const keysDir = mkdtempSync(join(tmpdir(), 'throughline-keys-'));
  const env = environment(database.url, keysDir, more);
  const { app, log } = await startApp(env);
  const url = await app.getUrl();
  const key = readFileSync(join(keysDir, 'operator.key'), 'utf8').trim();

  async function send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: /json/.test(type) ? JSON.parse(text) : text };
  }

  async function newKey(...roles: Role[]): Promise<string> {
    const key = createApiKey();
    const row = { name: roles.join('-and-'), hash: hashOf(key), roles, lastUsedAt: null, revokedAt: null };
    await app.get(DataSource).getRepository(ApiKey).insert(row);
    return key;
  }

  /** The API as who holds a new key of these roles asks it. */
  async function as(...roles: Role[]) {
    const authorization = `Bearer ${await newKey(...roles)}`;
    return (method: string, path: string, body?: unknown) =>
      send(method, `/api/v1/${path}`, body, { authorization });
  }

  return {
    app,
    newKey,
    as,
    url,
    env,
    key,
    keysDir,
    log,
    send,
    api: (method: string, path: string, body?: unknown) => send(method, `/api/v1/${path}`, body),
    database: app.get(DataSource),
    routing: app.get<ToldRouting>(RoutingChanges),
    exchange: app.get<ToldExchange>(TrunkChanges),
    calls: app.get<PretendedCalls>(LiveCalls),
    lines: app.get<AskedLines>(ConsentCalls),
    async stop() {
      await app.close();
      await database.remove();
      rmSync(keysDir, { recursive: true });
    },
  };
}

export function environment(
  url: string,
  keysDir: string,
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    DATABASE_URL: url,
    REDIS_URL: 'redis://127.0.0.1:1',
    ARI_URL: 'http://127.0.0.1:1',
    ARI_USER: 'nobody',
    ARI_PASSWORD: 'none',
    AMI_PORT: '9',
    AMI_PASSWORD: 'none',
    KEYS_DIR: keysDir,
    PROMPTS_DIR: keysDir,
    LOG_LEVEL: 'trace',
    ...more,
  };
}

export async function startApp(env: Record<string, string>) {
  const log: string[] = [];
  const lines = new Writable({ write: (chunk, _encoding, done) => (log.push(String(chunk)), done()) });
  const logger = createLogger('trace', lines);
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideModule(AsteriskModule)
    .useModule(AsteriskStandIn)
    .overrideProvider(RedisConnection)
    .useValue(noRedis)
    .overrideProvider(RoutingChanges)
    .useClass(ToldRouting)
    .overrideProvider(PromptsService)
    .useValue(readableSpeech)
    .overrideProvider(Pause)
    .useValue(noPause)
    .overrideProvider(Config)
    .useValue(new Config(env))
    .setLogger(new PinoLogger(logger))
    .compile();
  const app = module.createNestApplication<NestExpressApplication>({
    bodyParser: false,
    forceCloseConnections: true,
  });
  prepareHttp(app, logger);
  await app.listen(0, '127.0.0.1');
  return { app, log };
}
