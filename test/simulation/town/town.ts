import { checkDigit } from '../../../src/call-flow/extension.js';
import type { Language } from '../../../src/call-flow/prompt.js';

/** A professional of the simulated town. */
export interface Professional {
  professionalId: string;
  listingId: string;
  lineId: string;
  /** The line as the index of direct lines has it: who calls from it is known by it. */
  line: string;
  categoryId: string;
  extension: string;
  language: Language;
  accepts: boolean;
  takesWithheld: boolean;
  away: boolean;
  consented: boolean;
  /** The call that has reserved them. */
  reservedFor: string | null;
  /** The process that keeps the reservation alive. */
  reservedBy: string | null;
}

/** The last category rings all who are free; the others one after the other. */
export const CATEGORIES = ['insurance', 'doctor', 'lawyer', 'emergency'] as const;
export const RINGS_ALL = 'emergency';
const OF_EACH = 14;

export const TRUNKS = ['trunk-1', 'trunk-2', 'trunk-3'] as const;

/** Who lives there. A little too few: calls compete for them. */
export class Town {
  readonly professionals = CATEGORIES.flatMap((categoryId, i) =>
    Array.from({ length: OF_EACH }, (_, j) => professional(categoryId, i * OF_EACH + j)),
  );
  private readonly byId = new Map(this.professionals.map((one) => [one.professionalId, one]));
  private readonly byExtension = new Map(this.professionals.map((one) => [one.extension, one]));
  private readonly byListing = new Map(this.professionals.map((one) => [one.listingId, one]));
  private readonly byLine = new Map(this.professionals.map((one) => [one.line, one]));

  /** What a process that is gone has reserved, is free. */
  lapse(service: string): void {
    for (const one of this.professionals) if (one.reservedBy === service) one.reservedFor = null;
  }

  of(professionalId: string): Professional | undefined {
    return this.byId.get(professionalId);
  }
  withExtension(extension: string): Professional | undefined {
    return this.byExtension.get(extension);
  }
  listedAs(listingId: string): Professional | undefined {
    return this.byListing.get(listingId);
  }
  callingFrom(line: string): Professional | undefined {
    return this.byLine.get(line);
  }
}

function professional(categoryId: string, i: number): Professional {
  const digits = `${6 + (i % 4)}${String(1000 + i * 37).slice(-4)}`;
  return {
    professionalId: `professional-${i}`,
    listingId: `listing-${i}`,
    lineId: `line-${i}`,
    line: `line-of-${i}`,
    categoryId,
    extension: digits + checkDigit(digits),
    language: i % 5 === 0 ? 'zh' : 'en',
    accepts: i % 4 !== 3,
    takesWithheld: i % 7 !== 0,
    away: i % 11 === 10,
    consented: i % 13 !== 12,
    reservedFor: null,
    reservedBy: null,
  };
}
