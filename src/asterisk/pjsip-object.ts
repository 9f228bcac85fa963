import type { AriRequest } from './ari-messages.js';

export type PjsipType = 'aor' | 'auth' | 'contact' | 'endpoint' | 'identify' | 'registration';

/** An object of PJSIP in Asterisk's memory. */
export interface PjsipObject {
  type: PjsipType;
  id: string;
  fields: Record<string, string>;
}

/** How ARI tells an object: a field that has several values comes several times. */
export type ToldFields = { attribute: string; value: string }[];

const uriOf = (type: PjsipType, id: string): string => `asterisk/config/dynamic/res_pjsip/${type}/${id}`;

export const read = ({ type, id }: Pick<PjsipObject, 'type' | 'id'>): AriRequest => ({
  method: 'GET',
  uri: uriOf(type, id),
});

export const put = ({ type, id, fields }: PjsipObject): AriRequest => ({
  method: 'PUT',
  uri: uriOf(type, id),
  body: { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) },
});

export const remove = ({ type, id }: Pick<PjsipObject, 'type' | 'id'>): AriRequest => ({
  method: 'DELETE',
  uri: uriOf(type, id),
});

/**
 * A list is added to by whoever writes the object again: Asterisk would go on letting in an address that was taken
 * away. Such an object is made anew.
 */
const MADE_ANEW = new Set<PjsipType>(['aor', 'identify']);

/** The requests by which what is there becomes what is wanted; none where it is so already. */
export function corrections(wanted: PjsipObject, there: ToldFields | undefined): AriRequest[] {
  if (there && agrees(wanted.fields, there)) return [];
  return there && MADE_ANEW.has(wanted.type) ? [remove(wanted), put(wanted)] : [put(wanted)];
}

const agrees = (fields: Record<string, string>, there: ToldFields): boolean =>
  Object.entries(fields).every(([name, value]) => {
    const told = there.filter(({ attribute }) => attribute === name).map((each) => each.value);
    return plain(name, value) === plain(name, told.join(','));
  });

/** A value in one writing, whether it was written by us or told by Asterisk. */
function plain(name: string, value: string): string {
  if (name === 'match') return value.split(',').map(withMask).sort().join();
  // '!all,ulaw,alaw' is told as '(ulaw|alaw)'.
  if (name === 'allow')
    return value
      .replace(/^!all,/, '')
      .replaceAll(/[()]/g, '')
      .replaceAll('|', ',');
  if (name === 'callerid') return value === '<unknown>' ? '' : value;
  if (/^\d+\.\d+$/.test(value)) return String(Number(value));
  return { true: 'yes', false: 'no' }[value] ?? value;
}

/** 192.0.2.0/24 is told as 192.0.2.0/255.255.255.0. */
function withMask(address: string): string {
  const [network = '', mask = '32'] = address.split('/');
  return `${network}/${mask.includes('.') ? mask : dotted(Number(mask))}`;
}

const dotted = (bits: number): string =>
  [0, 8, 16, 24].map((from) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - from)))).join('.');
