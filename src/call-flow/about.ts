import type { Offer } from './plan.js';
import type { CallRecord } from './record.js';
import type { CallFacts } from './state.js';

/** Whom a call is about, as far as it is known. */
export function about({
  intent,
  offer,
  consent,
  self,
  attempts,
}: CallFacts): Pick<CallRecord, 'categoryId' | 'listingId' | 'professionalId' | 'trunkId'> {
  const found = offer ?? consent?.ask;
  return {
    categoryId: intent ?? found?.categoryId ?? null,
    listingId: found?.listingId ?? null,
    professionalId: found?.professionalId ?? self,
    trunkId: (attempts.find(({ outcome }) => outcome === 'joined') ?? attempts.at(-1))?.trunkId ?? null,
  };
}

/** Who is rung, as a timeline names them. */
export const whom = ({ callee, professionalId }: Offer): string =>
  callee.kind === 'caller' ? `a caller of ${professionalId}` : professionalId;
