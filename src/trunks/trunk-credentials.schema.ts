import { z } from 'zod';

const text = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces');

export const newCredentials = z
  .strictObject({
    username: text(120).regex(/^[^"\\]+$/, 'must have no quotes and no backslashes'),
    password: text(200).describe('Sealed at once, and never told again.'),
  })
  .meta({ id: 'NewTrunkCredentials' });

export type NewCredentials = z.infer<typeof newCredentials>;

/** All that is told of them. */
export const credentialsView = z
  .object({ set: z.literal(true), username: z.string(), updatedAt: z.date() })
  .meta({ id: 'TrunkCredentials' });

export type CredentialsView = z.infer<typeof credentialsView>;

export const bothCredentials = z.object({
  ours: credentialsView.nullable().describe('How we authenticate at the carrier.'),
  theirs: credentialsView.nullable().describe('How the carrier authenticates at us.'),
});

export const purpose = z.enum(['ours', 'theirs']);
