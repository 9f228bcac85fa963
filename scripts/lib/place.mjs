import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { requireKnown } from './known-settings.mjs';
import { inProject, project, Trouble } from './project.mjs';

/**
 * One copy of Throughline: where it keeps its things and which ports it takes.
 * @typedef {ReturnType<typeof placeFrom>} Place
 */

/**
 * .env.example names every setting and holds its default; .env and then the environment win over it.
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} file the .env
 * @returns {Record<string, string>}
 */
export function readSettings(environment = process.env, file = inProject('.env')) {
  const [known, own] = [parseFile(inProject('.env.example')), parseFile(file)];
  requireKnown(Object.keys(own), Object.keys(known));
  const settings = { ...known, ...own };
  for (const name of Object.keys(settings)) settings[name] = environment[name] ?? settings[name] ?? '';
  return settings;
}

/** @param {string} file @returns {Record<string, string>} */
function parseFile(file) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /** @type {Record<string, string>} */ (parseEnv(text));
}

/** @param {Record<string, string>} settings */
export function placeFrom(settings = readSettings()) {
  const home = path.resolve(project, text('THROUGHLINE_HOME'));
  return {
    home,
    rootfs: settings.THROUGHLINE_ROOTFS
      ? path.resolve(project, settings.THROUGHLINE_ROOTFS)
      : path.join(home, 'rootfs'),
    mirror: settings.THROUGHLINE_MIRROR ?? '',
    organisation: text('ORGANISATION'),
    listenAddress: text('LISTEN_ADDRESS'),
    httpPort: port('HTTP_PORT'),
    sipAddress: text('SIP_ADDRESS'),
    sipPort: port('SIP_PORT'),
    ...range('RTP_PORT_MIN', 'RTP_PORT_MAX', 'rtpPortMin', 'rtpPortMax'),
    tlsPort: port('TLS_PORT'),
    tls: { certificate: file('TLS_CERT_FILE'), key: file('TLS_KEY_FILE'), authorities: file('TLS_CA_FILE') },
    defaultCountry: country('DEFAULT_COUNTRY'),
    wrongExtensions: Object.fromEntries(
      ['CALLER_HOUR', 'CALLER_DAY', 'OVERALL_HOUR', 'OVERALL_DAY']
        .map((of) => `WRONG_EXTENSIONS_${of}`)
        .map((name) => [name, count(name)]),
    ),
    maxCalls: count('MAX_CALLS'),
    maxLateness: count('MAX_LATENESS'),
    ariPort: port('ARI_PORT'),
    amiPort: port('AMI_PORT'),
    postgresPort: port('POSTGRES_PORT'),
    redisPort: port('REDIS_PORT'),
    demo: oneOf('DEMO', ['on', 'off']) === 'on',
    demoSipPort: port('DEMO_SIP_PORT'),
    demoAriPort: port('DEMO_ARI_PORT'),
    ...range('DEMO_RTP_PORT_MIN', 'DEMO_RTP_PORT_MAX', 'demoRtpPortMin', 'demoRtpPortMax'),
    logLevel: oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error']),
  };

  /** @param {string} name */
  function text(name) {
    return settings[name] || refuse(name, 'it must not be empty');
  }

  /** Empty where there is none. @param {string} name */
  function file(name) {
    return settings[name] ? path.resolve(project, settings[name]) : '';
  }

  /** @param {string} name */
  function port(name) {
    const number = Number(text(name));
    return Number.isInteger(number) && number > 0 && number < 65536
      ? number
      : refuse(name, 'it must be a port from 1 to 65535');
  }

  /** @param {string} name */
  function count(name) {
    return /^[1-9]\d{0,3}$|^10000$/.test(text(name))
      ? text(name)
      : refuse(name, 'it must be a whole number from 1 to 10000');
  }

  /** @template {string} A @template {string} B @param {string} min @param {string} max @param {A} first @param {B} last */
  function range(min, max, first, last) {
    // A call takes four ports: two legs, each with RTP and RTCP.
    if (port(max) - port(min) < 3) refuse(max, `it must leave room for a call above ${min}`);
    return /** @type {Record<A | B, number>} */ ({ [first]: port(min), [last]: port(max) });
  }

  /** Whether there is such a country, the service finds out. @param {string} name */
  function country(name) {
    return /^[A-Z]{2}$/.test(text(name))
      ? text(name)
      : refuse(name, 'it must be two capital letters, e.g. US');
  }

  /** @param {string} name @param {string[]} choices */
  function oneOf(name, choices) {
    return choices.includes(text(name)) ? text(name) : refuse(name, `it must be ${choices.join(', ')}`);
  }

  /** @param {string} name @param {string} rule @returns {never} */
  function refuse(name, rule) {
    throw new Trouble(
      `${name} is "${settings[name] ?? ''}": ${rule}. Correct it in .env or in the environment.`,
    );
  }
}
