import { z } from 'zod';
import { RETENTION_KINDS } from './rules.js';

const kind = z.enum(RETENTION_KINDS);

export const retentionView = z
  .object({
    kind,
    about: z.string(),
    days: z.int(),
    least: z.int().describe('The fewest days that may be chosen.'),
    most: z.int().describe('The most.'),
  })
  .meta({ id: 'RetentionRule' });

export const retentionViews = z.object({ items: z.array(retentionView) }).meta({ id: 'RetentionRules' });

/** The bounds are those of the kind. */
export const retentionChange = z.strictObject({ days: z.int() }).meta({ id: 'RetentionChange' });

export const retentionRun = z
  .strictObject({ dryRun: z.boolean().default(false).describe('Only count.') })
  .meta({ id: 'NewRetentionRun' });

export const retentionTally = z
  .object({
    dryRun: z.boolean(),
    rows: z.record(kind, z.int()).describe('By kind: how many rows were erased, or would be.'),
  })
  .meta({ id: 'RetentionRun' });

export type RetentionView = z.infer<typeof retentionView>;
export type RetentionChange = z.infer<typeof retentionChange>;
export type NewRetentionRun = z.infer<typeof retentionRun>;
export type RetentionTally = z.infer<typeof retentionTally>;
