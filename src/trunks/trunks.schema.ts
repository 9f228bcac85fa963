import { z } from 'zod';
import { rowView } from '../common/api.js';
import { changeOf } from '../common/change-of.js';
import { pageOf } from '../common/paging.js';
import { trunkAddress, trunkHost } from './trunk-address.js';

const trunk = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}]+$/u, 'has characters that cannot be printed'),
  host: trunkHost.describe('Calls go there: a name or an IPv4 address.'),
  port: z.int().min(1).max(65535).default(5060),
  transport: z.enum(['udp', 'tcp']).default('udp'),
  match: z
    .array(trunkAddress)
    .max(50)
    .default([])
    .describe(
      'Calls from these IPv4 addresses are let in, each with a port or a mask if need be; none: outbound only.',
    ),
  priority: z.int().min(0).max(1000).default(100).describe('Lower is tried first.'),
  enabled: z.boolean().default(true),
  codecs: z
    .array(z.enum(['ulaw', 'alaw', 'g722', 'opus']))
    .min(1)
    .max(4)
    .default(['ulaw', 'alaw']),
});

export const newTrunk = trunk.meta({ id: 'NewTrunk' });
export const trunkChange = changeOf(trunk).meta({ id: 'TrunkChange' });
export const trunkView = z.object({ ...rowView, ...trunk.shape }).meta({ id: 'Trunk' });
export const trunkPage = pageOf(trunkView, 'TrunkPage');

export type NewTrunk = z.infer<typeof newTrunk>;
export type TrunkChange = z.infer<typeof trunkChange>;
