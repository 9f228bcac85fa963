import { getCountries, type CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { destinations } from '../calling-policy/destinations.schema.js';

const NO_COUNTRY = 'is no country; write its two capital letters (ISO 3166), e.g. US';

export const country = z.enum(getCountries() as [CountryCode, ...CountryCode[]], NO_COUNTRY);

const numberFormat = z.strictObject({
  style: z
    .enum(['e164', 'plain', 'national', 'international'])
    .default('e164')
    .describe('e164: +1202…, plain: 1202…, national: as written in the country, international: 00… or 011…'),
  prefix: z
    .string()
    .regex(/^[0-9*]{1,10}$/, 'must be 1 to 10 digits or *')
    .optional()
    .describe('What stands before every number.'),
});

const E164 = { style: 'e164' } as const;

export const numberFormats = z
  .strictObject({
    in: numberFormat.default(E164).describe('As the carrier writes dialled and calling numbers.'),
    out: numberFormat.default(E164).describe('As the carrier wants them.'),
  })
  .default({ in: E164, out: E164 })
  .describe('How numbers are written on the trunk; replaced as a whole.');

export const destinationRules = z
  .strictObject({
    allow: destinations.default([]).describe('None: whatever the switchboard calls.'),
    refuse: destinations.default([]),
  })
  .default({ allow: [], refuse: [] })
  .describe('What the carrier is used for, by countries or first digits; the longest that fits decides.');

export const limit = (what: string) =>
  z.int().min(1).max(10_000).nullable().default(null).describe(`${what}; null: no limit.`);
