import { getCountries } from 'libphonenumber-js';
import { z } from 'zod';

const COUNTRIES = new Set<string>(getCountries());

/** Seven digits at most: an exchange, never somebody's number. */
const isDestination = (text: string): boolean => COUNTRIES.has(text) || /^\+[1-9]\d{0,6}$/.test(text);

export const destinations = z
  .array(
    z
      .string()
      .refine(
        isDestination,
        'is no destination; write a country (US) or the first digits, seven at most (+1202)',
      ),
  )
  .max(300);
