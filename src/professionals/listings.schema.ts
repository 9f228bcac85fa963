import { z } from 'zod';
import { rowView } from '../common/api.js';
import { pageOf, pageQuery } from '../common/paging.js';

const listing = { professionalId: z.uuid(), categoryId: z.uuid() };

export const newListing = z
  .strictObject({ ...listing, published: z.boolean().default(false) })
  .meta({ id: 'NewListing' });
export const listingChange = z.strictObject({ published: z.boolean() }).meta({ id: 'ListingChange' });
export const listingView = z
  .object({
    ...rowView,
    ...listing,
    published: z.boolean(),
    consentedAt: z.date().nullable().describe('Of the consent in force; null when there is none.'),
  })
  .meta({ id: 'Listing' });
export const listingPage = pageOf(listingView, 'ListingPage');
export const listingQuery = pageQuery.extend({
  professionalId: z.uuid().optional(),
  categoryId: z.uuid().optional(),
});

export type NewListing = z.infer<typeof newListing>;
export type ListingChange = z.infer<typeof listingChange>;
export type ListingQuery = z.infer<typeof listingQuery>;
export type ListingView = z.infer<typeof listingView>;
