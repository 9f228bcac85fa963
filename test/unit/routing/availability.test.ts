import { mayBeRung } from '../../../src/routing/availability.js';
import type { ListingSnapshot } from '../../../src/routing/snapshot.js';

const NOW = new Date('2026-01-14T15:00:00Z');
const listing: ListingSnapshot = {
  listingId: 'listing',
  professionalId: 'professional',
  categoryId: 'category',
  acceptance: true,
  language: 'en',
  lineId: 'line',
  reachable: true,
  away: false,
  timeZone: 'America/New_York',
  workingHours: [{ day: 3, from: 0, until: 1440 }],
  withheldNumbers: 'accept',
};

describe('who may be rung', () => {
  it('who is reachable, there, open and not yet rung for this call', () => {
    expect(mayBeRung(listing, ['somebody else'], NOW)).toBe(true);
  });

  it.each([
    ['not reachable', { reachable: false }, []],
    ['away', { away: true }, []],
    ['closed', { workingHours: [] }, []],
    ['rung before', {}, ['professional']],
  ])('nobody who is %s', (_, change, except) => {
    expect(mayBeRung({ ...listing, ...change }, except, NOW)).toBe(false);
  });
});
