import { z } from 'zod';
import { rowView } from '../common/api.js';
import { changeOf } from '../common/change-of.js';
import { pageOf } from '../common/paging.js';
import { phoneNumber } from '../common/phone-number.js';
import { bothCredentials } from './trunk-credentials.schema.js';
import { healthView } from './trunk-health.schema.js';
import { trunkAddress, trunkHost } from './trunk-address.js';
import { country, destinationRules, limit, numberFormats } from './trunk-settings.schema.js';

const trunk = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}]+$/u, 'has characters that cannot be printed'),
  host: trunkHost.describe('Calls go there: a name or an IPv4 address.'),
  port: z.int().min(1).max(65535).default(5060),
  transport: z.enum(['udp', 'tcp', 'tls']).default('udp'),
  media: z.enum(['rtp', 'srtp']).default('rtp').describe('srtp needs tls, which keeps its keys.'),
  match: z
    .array(trunkAddress)
    .max(50)
    .default([])
    .describe(
      'Calls from these IPv4 addresses are let in, each with a port or a mask if need be; none: who authenticates with `theirs`, if they have any; else outbound only.',
    ),
  registers: z
    .boolean()
    .default(false)
    .describe('Whether we tell the carrier where we are; needs our credentials.'),
  probeSeconds: z
    .int()
    .min(0)
    .max(3600)
    .default(15)
    .describe('How often the carrier is asked whether it is there; 0: never.'),
  priority: z.int().min(0).max(1000).default(100).describe('Lower is tried first.'),
  weight: z.int().min(1).max(1000).default(1).describe('Its share of the calls among equal priorities.'),
  enabled: z.boolean().default(true),
  codecs: z
    .array(z.enum(['ulaw', 'alaw', 'g722', 'opus']))
    .min(1)
    .max(4)
    .default(['ulaw', 'alaw']),
  country: country.nullable().default(null).describe('Of its national numbers; null: DEFAULT_COUNTRY.'),
  numberFormats,
  destinations: destinationRules,
  presentedNumbers: z
    .array(phoneNumber)
    .max(200)
    .default([])
    .describe(
      'Numbers that it lets us display, never a hidden line; the first stands in for any other. None: all.',
    ),
  maxCalls: limit('Calls to it at the same time'),
  maxCallsPerSecond: limit('Calls to it in a second'),
});

export const newTrunk = trunk.meta({ id: 'NewTrunk' });
export const trunkChange = changeOf(trunk).meta({ id: 'TrunkChange' });
export const trunkView = z
  .object({
    ...rowView,
    ...trunk.shape,
    presentedNumbers: z.array(z.string()),
    credentials: bothCredentials,
    health: healthView,
  })
  .meta({ id: 'Trunk' });
export const trunkPage = pageOf(trunkView, 'TrunkPage');

export type NewTrunk = z.infer<typeof newTrunk>;
export type TrunkChange = z.infer<typeof trunkChange>;
