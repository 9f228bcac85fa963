import { z } from 'zod';
import { rowView } from '../common/api.js';
import { language } from '../common/language.js';
import { pageOf, pageQuery } from '../common/paging.js';
import { phoneNumber } from '../common/phone-number.js';
import { ringingSettings } from '../menus/ringing-settings.js';
import { trunkId } from '../trunks/trunk-id.js';

const ringing = ringingSettings.describe('How the professional is rung.');

const newExtension = z.strictObject({
  kind: z.literal('extension').describe('Six digits of a switchboard number, chosen by the service.'),
  listingId: z.uuid(),
  switchboardNumberId: z.uuid(),
});

const newDedicated = z.strictObject({
  kind: z.literal('dedicated').describe('A number that leads to this professional alone.'),
  listingId: z.uuid(),
  number: phoneNumber,
  language: language.default('en'),
  ringing: ringing.prefault({}),
  trunkId: trunkId.default(null),
});

export const newPassThroughNumber = z
  .discriminatedUnion('kind', [newExtension, newDedicated])
  .meta({ id: 'NewPassThroughNumber' });

export const passThroughNumberChange = z
  .strictObject({ language: language.optional(), ringing: ringing.optional(), trunkId: trunkId.optional() })
  .describe('Of a dedicated number; an extension takes these from its switchboard number.')
  .meta({ id: 'PassThroughNumberChange' });

export const passThroughNumberView = z
  .object({
    ...rowView,
    kind: z.enum(['extension', 'dedicated']),
    listingId: z.uuid(),
    switchboardNumberId: z.uuid().nullable(),
    extension: z.string().nullable(),
    number: z.string().nullable(),
    language: language.nullable(),
    ringing: z.object(ringingSettings.shape).nullable(),
    trunkId,
  })
  .meta({ id: 'PassThroughNumber' });
export const passThroughNumberPage = pageOf(passThroughNumberView, 'PassThroughNumberPage');
export const passThroughNumberQuery = pageQuery.extend({
  listingId: z.uuid().optional(),
  switchboardNumberId: z.uuid().optional(),
});

export type NewPassThroughNumber = z.infer<typeof newPassThroughNumber>;
export type PassThroughNumberChange = z.infer<typeof passThroughNumberChange>;
export type PassThroughNumberQuery = z.infer<typeof passThroughNumberQuery>;
