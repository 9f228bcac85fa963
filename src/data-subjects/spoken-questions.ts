import type { EntityManager } from 'typeorm';
import type { Language } from '../call-flow/prompt.js';

/** What a line's owner was asked, and what there is a sound file of. */
export interface SpokenQuestion {
  language: Language;
  wording: string;
}

const ASKED = `
  SELECT language, wording, professional_id FROM consents WHERE method = 'phone'
  UNION SELECT r.language, r.wording, l.professional_id FROM consent_requests r JOIN listings l ON l.id = r.listing_id`;

/** Those that nobody else is asked in the very same words. */
export function questionsAbout(manager: EntityManager, professionalId: string): Promise<SpokenQuestion[]> {
  return manager.query<SpokenQuestion[]>(
    `SELECT language, wording FROM (${ASKED}) asked
      GROUP BY language, wording HAVING bool_and(coalesce(professional_id = $1, false))`,
    [professionalId],
  );
}
