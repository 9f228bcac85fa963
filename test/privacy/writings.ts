import { watched } from './watched.js';

/** A number as people and programs write it: what the search must find, each by name. */
export function writings(e164: string): Record<string, string | Buffer> {
  const { full, national, local } = watched(e164, 'a number');
  const [area, office, line] = [national.slice(0, 3), local.slice(0, 3), local.slice(3)];
  const spaced = `+1 ${area} ${office} ${line}`;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const hex = Buffer.from(national).toString('hex');
  const pairs = hex.match(/../g) ?? [];
  return {
    'E.164': `+${full}`,
    'without +': full,
    'with 00': `00${full}`,
    national,
    'with spaces': spaced,
    'with dashes': `+1-${area}-${office}-${line}`,
    'with dots': `${area}.${office}.${line}`,
    'with parentheses': `(${area}) ${office}-${line}`,
    'with slashes': `${area}/${office}/${line}`,
    'with fixed spaces': spaced.replaceAll(' ', '\u00a0'),
    'with fixed dashes': spaced.replaceAll(' ', '\u2011'),
    'without area code': ` ${local} `,
    'a tel: URI': `tel:+${full};phone-context=+1`,
    'a tel: URI with separators': `tel:+1-${area}-${office}-${line}`,
    'a sip: URI': `sip:+${full}@host.example;user=phone`,
    'percent-encoded': `%2B1%20${area}%20${office}%20${line}`,
    'percent-encoded throughout': pairs.map((pair) => `%${pair}`).join(''),
    base64: base64(`+${full}`),
    'base64, one byte on': base64(`x+${full}`),
    'base64, two bytes on': base64(`xx+${full}xyz`),
    'base64 within a path': `v1/x/${base64(full)}`,
    'base64 of it with separators': base64(`tel: (${area}) ${office}-${line}`),
    base64url: Buffer.from(`~~~${spaced}`).toString('base64url'),
    hex: hex,
    'hex in capitals': Buffer.from(spaced).toString('hex').toUpperCase(),
    'hex with colons': pairs.join(':'),
    'hex with spaces': pairs.join(' '),
    'hex with 0x': pairs.map((pair) => `0x${pair}`).join(', '),
    'hex of bytea': `\\x${hex}`,
    'hex escapes': pairs.map((pair) => `\\x${pair}`).join(''),
    'Unicode escapes': pairs.map((pair) => `\\u00${pair}`).join(''),
    'UTF-16': Buffer.from(spaced, 'utf16le'),
    'UTF-16, high byte first': Buffer.from(spaced, 'utf16le').swap16(),
    reversed: [...national].reverse().join(''),
    'an ENUM domain': `${[...full].reverse().join('.')}.e164.arpa`,
    'keys one by one': JSON.stringify([...national]),
    'keys within records': [...national].map((key) => JSON.stringify({ what: 'key', detail: key })).join(),
    'packed decimals': Buffer.from(national, 'hex'),
    'packed decimals, halves swapped': Buffer.from(`${full}0`.replaceAll(/(.)(.)/g, '$2$1'), 'hex'),
  };
}
