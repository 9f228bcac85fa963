import { z } from 'zod';
import { rowView } from '../common/api.js';
import { changeOf } from '../common/change-of.js';
import { language } from '../common/language.js';
import { pageOf } from '../common/paging.js';
import { ALWAYS, timeZone, workingHours } from './working-hours.js';

const professional = z.strictObject({
  displayName: z.string().trim().min(1).max(100),
  timeZone,
  workingHours: workingHours.default(ALWAYS),
  away: z.boolean().default(false),
  acceptance: z.boolean().default(true).describe('Presses 1 before being joined to a caller.'),
  language: language.default('en'),
  withheldNumbers: z
    .enum(['accept', 'refuse'])
    .default('accept')
    .describe('Whether callers without a number may ring.'),
});

export const newProfessional = professional.meta({ id: 'NewProfessional' });
export const professionalChange = changeOf(professional).meta({ id: 'ProfessionalChange' });
export const professionalView = z.object({ ...rowView, ...professional.shape }).meta({ id: 'Professional' });
export const professionalPage = pageOf(professionalView, 'ProfessionalPage');

export type NewProfessional = z.infer<typeof newProfessional>;
export type ProfessionalChange = z.infer<typeof professionalChange>;
