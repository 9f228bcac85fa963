import { z } from 'zod';
import { rowView } from '../common/api.js';
import { changeOf } from '../common/change-of.js';
import { language } from '../common/language.js';
import { pageOf } from '../common/paging.js';
import { phoneNumber } from '../common/phone-number.js';
import { trunkId } from '../trunks/trunk-id.js';
import { menuSettings } from './menu-settings.js';

const switchboardNumber = z.strictObject({
  number: phoneNumber,
  label: z.string().trim().min(1).max(100),
  language: language.default('en'),
  menu: menuSettings,
  trunkId: trunkId.default(null),
});

export const newSwitchboardNumber = switchboardNumber.meta({ id: 'NewSwitchboardNumber' });
/** The number stays as published; a menu is replaced as a whole. */
export const switchboardNumberChange = changeOf(switchboardNumber.omit({ number: true })).meta({
  id: 'SwitchboardNumberChange',
});
export const switchboardNumberView = z
  .object({ ...rowView, ...switchboardNumber.shape, number: z.string() })
  .meta({ id: 'SwitchboardNumber' });
export const switchboardNumberPage = pageOf(switchboardNumberView, 'SwitchboardNumberPage');

export type NewSwitchboardNumber = z.infer<typeof newSwitchboardNumber>;
export type SwitchboardNumberChange = z.infer<typeof switchboardNumberChange>;
