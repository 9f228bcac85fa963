import { getCountries, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';

const port = z.coerce.number('must be a port, 1 to 65535').int().min(1).max(65535);
const limit = z.coerce.number('must be a whole number, 1 to 10000').int().min(1).max(10_000);
const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `must be an address like ${example}` });
const address = z.union(
  [z.ipv4(), z.ipv6(), z.literal('localhost')],
  'must be an IP address of this machine',
);

const country = z.enum(
  getCountries() as [CountryCode, ...CountryCode[]],
  'must be a country by its two capital letters (ISO 3166), e.g. US',
);

const words = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a JSON array of words' });
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string(), { error: 'must be a JSON array of words' }));

/** Everything the service reads from its environment. What has no default must be given. */
export const environment = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/database'),
  REDIS_URL: url(/^rediss?$/, 'redis://host:6379'),
  ARI_URL: url(/^https?$/, 'http://host:8088'),
  ARI_USER: z.string().min(1),
  ARI_PASSWORD: z.string().min(1),
  /** Asterisk's manager interface, on the same machine as ARI. */
  AMI_PORT: port.default(5038),
  AMI_USER: z.string().min(1).default('throughline'),
  AMI_PASSWORD: z.string().min(1),
  KEYS_DIR: z.string().min(1),
  PROMPTS_DIR: z.string().min(1),
  /** Put before the synthesiser's command; empty where it is installed on the machine itself. */
  SPEECH_RUNNER: words.default([]),
  /** The vault's key where no file shall hold it. */
  VAULT_KEY: z.string().min(1).optional(),
  /** The one to follow it: see `npm run vault -- --help`. */
  NEW_VAULT_KEY: z.string().min(1).optional(),
  /** Said to professionals who are asked for consent. */
  ORGANISATION: z.string().trim().min(1).max(60, 'must be 60 characters at most').default('Throughline'),
  LISTEN_ADDRESS: address.default('127.0.0.1'),
  HTTP_PORT: port.default(3000),
  SIP_ADDRESS: z.union([z.ipv4(), z.ipv6(), z.hostname()], 'must be a host').default('127.0.0.1'),
  SIP_PORT: port.default(5060),
  /** Whose numbers those are that a carrier sends without + and country code. */
  DEFAULT_COUNTRY: country.default('US'),
  /** The most wrong extensions, of one caller and of all together, in any hour and in any day. */
  WRONG_EXTENSIONS_CALLER_HOUR: limit.default(5),
  WRONG_EXTENSIONS_CALLER_DAY: limit.default(20),
  WRONG_EXTENSIONS_OVERALL_HOUR: limit.default(200),
  WRONG_EXTENSIONS_OVERALL_DAY: limit.default(1000),
  /** The most calls at once; more are refused (503). */
  MAX_CALLS: limit.default(500),
  /** The latest this process may be with what is due (ms); while it is later, new calls are refused too. */
  MAX_LATENESS: limit.default(500),
  DEMO: z.enum(['on', 'off']).default('off'),
  DEMO_SIP_PORT: port.default(5070),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

export type Environment = z.infer<typeof environment>;
