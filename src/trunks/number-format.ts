import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { toE164 } from '../common/phone-number.js';
import type { NumberFormat } from './trunk.entity.js';

/**
 * An E.164 number as a carrier in `country` wants it. Foreign numbers have no national writing, and some a national
 * one that does not lead back to them: these are written the international way.
 */
export function asWritten(e164: string, format: NumberFormat, country: CountryCode): string {
  const text = `${format.prefix ?? ''}${styled(e164, format.style, country)}`;
  if (format.style !== 'national' || asE164(text, format, country) === e164) return text;
  return `${format.prefix ?? ''}${international(e164, country)}`;
}

/** What a carrier in `country` wrote, in E.164. Undefined when it is no number. */
export function asE164(text: string, format: NumberFormat, country: CountryCode): string | undefined {
  const { prefix = '' } = format;
  const bare = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  return read(bare, format, country) ?? (bare === text ? undefined : read(text, format, country));
}

function read(text: string, { style }: NumberFormat, country: CountryCode): string | undefined {
  if (text.startsWith('+')) return toE164(text);
  if (style === 'plain') return toE164(`+${text}`);
  const out = wayOut(country);
  const foreign = text.startsWith(out) ? toE164(`+${text.slice(out.length)}`) : undefined;
  return foreign ?? toE164(text, country);
}

function styled(e164: string, style: NumberFormat['style'], country: CountryCode): string {
  switch (style) {
    case 'e164':
      return e164;
    case 'plain':
      return e164.slice(1);
    case 'international':
      return international(e164, country);
    case 'national': {
      const number = parsePhoneNumberFromString(e164);
      return number?.country === country ? digits(number.formatNational()) : international(e164, country);
    }
  }
}

/** Carriers take 00 also where people dial something else; in North America they do not. */
const wayOut = (country: CountryCode): string => (getCountryCallingCode(country) === '1' ? '011' : '00');

const international = (e164: string, country: CountryCode): string => `${wayOut(country)}${e164.slice(1)}`;

const digits = (text: string): string => text.replace(/\D/g, '');
