import { z } from 'zod';
import { rowView } from '../common/api.js';
import { changeOf } from '../common/change-of.js';
import { pageOf } from '../common/paging.js';

const name = z.string().trim().min(1).max(60);

const category = z.strictObject({
  key: z
    .string()
    .max(40)
    .regex(
      /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'is no key; use small letters, digits and hyphens, e.g. insurance',
    ),
  names: z.strictObject({ en: name, zh: name }).describe('Spoken and shown.'),
  strategy: z
    .enum(['longest-idle', 'round-robin', 'all-at-once'])
    .default('longest-idle')
    .describe('How the next available professional is chosen.'),
});

export const newCategory = category.meta({ id: 'NewCategory' });
/** The key stays: menus refer to it. */
export const categoryChange = changeOf(category.omit({ key: true })).meta({ id: 'CategoryChange' });
export const categoryView = z.object({ ...rowView, ...category.shape }).meta({ id: 'Category' });
export const categoryPage = pageOf(categoryView, 'CategoryPage');

export type NewCategory = z.infer<typeof newCategory>;
export type CategoryChange = z.infer<typeof categoryChange>;
