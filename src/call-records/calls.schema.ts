import { z } from 'zod';
import type { StateName } from '../call-flow/state.js';
import { pageOf } from '../common/paging.js';
import type { LiveCall } from './live-calls.js';

const STATES = [
  'new',
  'arriving',
  'choosing',
  'entering',
  'searching',
  'ringing',
  'connected',
  'offering',
  'asking',
  'verifying',
  'checking',
  'confirming',
  'recording',
  'serving',
  'changing',
  'ending',
  'ended',
] as const satisfies readonly StateName[];

export const callView = z
  .object({
    id: z.string(),
    dialled: z.string().nullable().describe('The published number; null when it is none.'),
    state: z.enum(STATES),
    startedAt: z.date(),
    answeredAt: z.date().nullable(),
    connectedAt: z.date().nullable(),
    categoryId: z.uuid().nullable(),
    listingId: z.uuid().nullable(),
    professionalId: z.uuid().nullable(),
  })
  .meta({ id: 'Call' });
export const callPage = pageOf(callView, 'CallPage');

export type CallView = z.infer<typeof callView>;

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

export function viewOf({ callId, startedAt, answeredAt, connectedAt, ...call }: LiveCall): CallView {
  return {
    ...call,
    id: callId,
    startedAt: new Date(startedAt),
    answeredAt: date(answeredAt),
    connectedAt: date(connectedAt),
  };
}
