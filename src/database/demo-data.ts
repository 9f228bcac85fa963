import type { Category } from '../categories/category.entity.js';
import type { MenuSettings } from '../menus/menu-settings.js';

/**
 * The demo: fictional people and numbers only (+1 202 555 01xx). How each hidden line behaves is the demo carrier's
 * to say, in asterisk-config/demo-carrier/extensions.conf; the two tables belong together.
 */

interface DemoProfessional {
  displayName: string;
  category: string;
  timeZone: string;
  acceptance: boolean;
  consented: boolean;
  /** The hidden number. Sealed as soon as it is read from here, and printed nowhere. */
  line: string;
}

export const demoCategories: Pick<Category, 'key' | 'names'>[] = [
  { key: 'insurance', names: { en: 'insurance', zh: '保险' } },
  { key: 'doctor', names: { en: 'doctor', zh: '医生' } },
  { key: 'lawyer', names: { en: 'lawyer', zh: '律师' } },
];

const choices = (texts: string[]): Pick<MenuSettings, 'choices'> => ({
  choices: (['1', '2', '3'] as const).map((key, i) => ({
    key,
    category: String(demoCategories[i]?.key),
    text: String(texts[i]),
  })),
});

export const demoSwitchboardNumbers = [
  {
    number: '+12025550100',
    label: 'Demo switchboard',
    language: 'en',
    menu: choices(['For insurance, press 1.', 'For a doctor, press 2.', 'For a lawyer, press 3.']),
  },
  {
    number: '+12025550110',
    label: 'Demo switchboard in Mandarin',
    language: 'zh',
    menu: choices(['保险，请按 1。', '医生，请按 2。', '律师，请按 3。']),
  },
] as const;

/** A number of its own, for the professional of this name. */
export const demoDedicatedNumber = { number: '+12025550101', displayName: 'Insurance professional 4' };

const person = (
  displayName: string,
  category: string,
  timeZone: string,
  line: string,
  { acceptance = true, consented = true } = {},
): DemoProfessional => ({ displayName, category, timeZone, line, acceptance, consented });

export const demoProfessionals: DemoProfessional[] = [
  // These answer, press 1 when asked to, and talk.
  person('Insurance professional 1', 'insurance', 'America/New_York', '+12025550150'),
  person('Insurance professional 2', 'insurance', 'America/Chicago', '+12025550151'),
  person('Insurance professional 3', 'insurance', 'America/Los_Angeles', '+12025550152'),
  person('Doctor 1', 'doctor', 'America/New_York', '+12025550153'),
  person('Doctor 2', 'doctor', 'Asia/Shanghai', '+12025550154'),
  person('Doctor 3', 'doctor', 'Europe/Berlin', '+12025550155', { acceptance: false }),
  person('Lawyer 1', 'lawyer', 'America/New_York', '+12025550156'),
  person('Lawyer 2', 'lawyer', 'America/Denver', '+12025550157'),
  person('Lawyer 3', 'lawyer', 'Europe/London', '+12025550158'),
  // Answers and talks at once: reached by the dedicated number, without the key.
  person('Insurance professional 4', 'insurance', 'America/New_York', '+12025550159', { acceptance: false }),
  // These never accept, decline, cannot be reached, do not answer. At most two such a category: a caller is tried with
  // three, so that one of them is reached by the next available too.
  person('Insurance professional 5', 'insurance', 'America/New_York', '+12025550164'),
  person('Doctor 4', 'doctor', 'America/New_York', '+12025550162'),
  person('Doctor 5', 'doctor', 'America/New_York', '+12025550163'),
  person('Lawyer 5', 'lawyer', 'America/New_York', '+12025550161'),
  // Has not been asked yet: `npm run demo -- consent` does, and answers the phone.
  person('Doctor 6', 'doctor', 'Europe/Paris', '+12025550165', { consented: false }),
  // Always busy.
  person('Lawyer 4', 'lawyer', 'America/New_York', '+12025550160'),
];

export const demoConsent = {
  wording: 'Callers may be put through to my line under my listing. I may say no again at any time.',
  language: 'en',
  method: 'demo',
} as const;
