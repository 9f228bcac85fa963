import { resolve } from 'node:path';
import type { CountryCode } from 'libphonenumber-js';
import type { z } from 'zod';
import { inPlainWords } from '../common/plain-words.js';
import type { GuessLimits } from '../guard/guess.js';
import { environment, type Environment } from './environment.js';

/** What the service was told by its environment: checked once, at boot, and injected from then on. */
export class Config {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly ari: { url: string; user: string; password: string };
  readonly ami: { host: string; port: number; user: string; password: string };
  readonly keysDir: string;
  readonly vaultKey: string | undefined;
  readonly newVaultKey: string | undefined;
  readonly prompts: { directory: string; runner: string[] };
  readonly organisation: string;
  readonly http: { address: string; port: number };
  readonly sip: { address: string; port: number };
  readonly defaultCountry: CountryCode;
  readonly guesses: GuessLimits;
  readonly maxCalls: number;
  readonly maxLateness: number;
  readonly demo: { on: boolean; sipPort: number };
  readonly logLevel: Environment['LOG_LEVEL'];

  constructor(env: NodeJS.ProcessEnv) {
    const given = validated(env);
    this.databaseUrl = given.DATABASE_URL;
    this.redisUrl = given.REDIS_URL;
    this.ari = { url: given.ARI_URL, user: given.ARI_USER, password: given.ARI_PASSWORD };
    this.ami = {
      host: new URL(given.ARI_URL).hostname,
      port: given.AMI_PORT,
      user: given.AMI_USER,
      password: given.AMI_PASSWORD,
    };
    this.keysDir = resolve(given.KEYS_DIR);
    this.vaultKey = given.VAULT_KEY;
    this.newVaultKey = given.NEW_VAULT_KEY;
    this.prompts = { directory: resolve(given.PROMPTS_DIR), runner: given.SPEECH_RUNNER };
    this.organisation = given.ORGANISATION;
    this.http = { address: given.LISTEN_ADDRESS, port: given.HTTP_PORT };
    this.sip = { address: given.SIP_ADDRESS, port: given.SIP_PORT };
    this.defaultCountry = given.DEFAULT_COUNTRY;
    this.guesses = {
      caller: { hour: given.WRONG_EXTENSIONS_CALLER_HOUR, day: given.WRONG_EXTENSIONS_CALLER_DAY },
      overall: { hour: given.WRONG_EXTENSIONS_OVERALL_HOUR, day: given.WRONG_EXTENSIONS_OVERALL_DAY },
    };
    this.maxCalls = given.MAX_CALLS;
    this.maxLateness = given.MAX_LATENESS;
    this.demo = { on: given.DEMO === 'on', sipPort: given.DEMO_SIP_PORT };
    this.logLevel = given.LOG_LEVEL;
  }
}

/** Says all that is wrong at once, and never what the value was: some of them are secrets. */
function validated(env: NodeJS.ProcessEnv): Environment {
  // A line left empty in .env means the default.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given, { error: inPlainWords });
  if (result.success) return result.data;
  throw new Error(`The environment is not as it has to be:\n${result.error.issues.map(line).join('\n')}`);
}

const line = (issue: z.core.$ZodIssue): string => `  ${issue.path.join('.')}: ${issue.message}`;
