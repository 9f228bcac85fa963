import { z } from 'zod';

const told = z
  .object({ ok: z.boolean(), reason: z.string().nullable(), at: z.date() })
  .nullable()
  .describe('What was told last; null: nothing yet.');

/** As the process that is asked sees it. */
export const healthView = z
  .object({
    state: z
      .enum(['closed', 'open', 'trial'])
      .describe(
        'closed: calls are sent there; open: none, unless no other trunk fits; trial: one is on its way.',
      ),
    since: z.date().nullable(),
    reason: z.string().nullable().describe('Why it is not closed.'),
    probe: told,
    registration: told,
    calls: z.object({
      inProgress: z.int(),
      lastMinute: z.object({ ok: z.int(), failed: z.int() }),
    }),
  })
  .meta({ id: 'TrunkHealth' });

export type Health = z.infer<typeof healthView>;
