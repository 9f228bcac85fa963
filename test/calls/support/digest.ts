import { createHash } from 'node:crypto';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** Somebody's name and password, as one side of a SIP connection knows them. */
export interface Credentials {
  username: string;
  password: string;
}

/** The answer to a challenge without `qop`, which is the same each time (RFC 2617 3.2.2.1). */
export const digest = (
  { username, password }: Credentials,
  { realm, nonce }: { realm: string; nonce: string },
  method: string,
  uri: string,
  /** With `qop`: count, nonce of the client's, and it. */
  more: string[] = [],
): string =>
  md5([md5(`${username}:${realm}:${password}`), nonce, ...more, md5(`${method}:${uri}`)].join(':'));

/** What stands behind a name of a challenge or an answer to one; empty where it is not there. */
export const valueIn = (header: string, name: string): string =>
  new RegExp(`[ ,]${name}="?([^",\\r]*)`).exec(header)?.[1] ?? '';
