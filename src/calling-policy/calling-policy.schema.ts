import { z } from 'zod';
import { destinations } from './destinations.schema.js';

const policy = {
  allow: destinations
    .nullable()
    .describe("Countries or first digits. Null: the countries of the switchboard's own numbers."),
  refuse: destinations.describe('Refused all the same; the longest that fits decides.'),
  mostPerProfessionalHour: z.int().min(1).max(100_000).describe('Calls to one professional in any hour.'),
  mostPerMinute: z.int().min(1).max(1_000_000).describe('Calls to all together in any minute.'),
  longestCallMinutes: z.int().min(1).max(480).describe('No conversation is longer, whatever a number says.'),
};

/** What holds until an operator says otherwise. */
export const DEFAULT_POLICY = {
  allow: null,
  refuse: [],
  mostPerProfessionalHour: 60,
  mostPerMinute: 600,
  longestCallMinutes: 240,
};

export const newCallingPolicy = z
  .strictObject({
    allow: policy.allow.default(null),
    refuse: policy.refuse.default([]),
    mostPerProfessionalHour: policy.mostPerProfessionalHour.default(60),
    mostPerMinute: policy.mostPerMinute.default(600),
    longestCallMinutes: policy.longestCallMinutes.default(240),
  })
  .meta({ id: 'NewCallingPolicy' });

export const callingPolicyView = z
  .object({ ...policy, countries: z.array(z.string()).describe('Allowed where allow is null.') })
  .meta({ id: 'CallingPolicy' });

export type NewCallingPolicy = z.infer<typeof newCallingPolicy>;
export type CallingPolicy = z.infer<typeof callingPolicyView>;
