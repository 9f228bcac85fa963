import { z } from 'zod';
import { rowView } from '../common/api.js';
import { language } from '../common/language.js';
import { pageOf } from '../common/paging.js';
import { phoneNumber } from '../common/phone-number.js';
import { ringingSettings } from '../menus/ringing-settings.js';
import { trunkId } from '../trunks/trunk-id.js';

const sessionNumber = {
  label: z.string().trim().min(1).max(100),
  language: language.describe('What callers hear, when there is something to say.'),
};

export const newSessionNumber = z
  .strictObject({
    number: phoneNumber,
    ...sessionNumber,
    language: sessionNumber.language.default('en'),
    ringing: ringingSettings.prefault({}).describe('How the parties are rung.'),
    trunkId: trunkId.default(null),
  })
  .meta({ id: 'NewSessionNumber' });

export const sessionNumberView = z
  .object({
    ...rowView,
    number: z.string(),
    ...sessionNumber,
    ringing: z.object(ringingSettings.shape),
    trunkId,
  })
  .meta({ id: 'SessionNumber' });
export const sessionNumberPage = pageOf(sessionNumberView, 'SessionNumberPage');

export const sessionNumberChange = z.strictObject({ trunkId }).meta({ id: 'SessionNumberChange' });

export type SessionNumberChange = z.infer<typeof sessionNumberChange>;
export type NewSessionNumber = z.infer<typeof newSessionNumber>;
