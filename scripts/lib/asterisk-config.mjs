import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, Trouble } from './project.mjs';
import { sipServer } from './reachable.mjs';
import { secret } from './secrets.mjs';
import { authoritiesLines, giveTlsFiles } from './tls-files.mjs';

/** @typedef {import('./place.mjs').Place} Place */
/** @typedef {'switchboard' | 'demo-carrier'} AsteriskName */

/**
 * How to reach an Asterisk's ARI; the user is the one its ari.conf names.
 * @param {Place} place @param {AsteriskName} name
 */
export const ariOf = (place, name) =>
  name === 'switchboard'
    ? { user: 'throughline', password: secret(place.home, 'ari-password'), port: place.ariPort }
    : { user: 'phones', password: secret(place.home, 'demo-carrier-ari-password'), port: place.demoAriPort };

/** @param {Place} place @param {AsteriskName} name @returns {Record<string, string | number>} */
function tokensFor(place, name) {
  const { port, password } = ariOf(place, name);
  const shared = {
    ARI_PORT: port,
    ARI_PASSWORD: password,
    DIR: path.join(place.home, name),
    PROMPTS_DIR: path.join(place.home, 'prompts'),
    SWITCHBOARD_SIP: sipServer(place),
    DEMO_SIP_PORT: place.demoSipPort,
  };
  if (name === 'demo-carrier') {
    return {
      ...shared,
      SIP_ADDRESS: '127.0.0.1',
      SIP_PORT: place.demoSipPort,
      RTP_PORT_MIN: place.demoRtpPortMin,
      RTP_PORT_MAX: place.demoRtpPortMax,
    };
  }
  return {
    ...shared,
    SIP_ADDRESS: place.sipAddress,
    SIP_PORT: place.sipPort,
    RTP_PORT_MIN: place.rtpPortMin,
    RTP_PORT_MAX: place.rtpPortMax,
    // A call of five phones rung at once takes as many as this; the service refuses long before.
    MOST_CHANNELS: 7 * Number(place.maxCalls),
    TLS_PORT: place.tlsPort,
    TLS_AUTHORITIES: authoritiesLines(place),
    AMI_PORT: place.amiPort,
    AMI_PASSWORD: secret(place.home, 'ami-password'),
    PHONE_1_PASSWORD: secret(place.home, 'phone-1-password'),
    PHONE_2_PASSWORD: secret(place.home, 'phone-2-password'),
  };
}

/**
 * Writes asterisk-config/NAME into HOME/NAME/etc with this place's ports and passwords.
 * @param {Place} place @param {AsteriskName} name
 */
export function renderAsteriskConfig(place, name) {
  const source = inProject('asterisk-config', name);
  const target = path.join(place.home, name, 'etc');
  const tokens = tokensFor(place, name);
  // A file that was removed from the source must not live on here.
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(source)) {
    const text = fill(
      readFileSync(path.join(source, file), 'utf8'),
      tokens,
      `asterisk-config/${name}/${file}`,
    );
    writeFileSync(path.join(target, file), text, { mode: 0o600 });
  }
  if (name === 'switchboard') giveTlsFiles(place, target);
}

/** @param {string} text @param {Record<string, string | number>} tokens @param {string} file */
export function fill(text, tokens, file) {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (token, name) => {
    const value = tokens[name];
    if (value === undefined)
      throw new Trouble(`${file} asks for ${token}; there are ${Object.keys(tokens).join(', ')}.`);
    return String(value);
  });
}
