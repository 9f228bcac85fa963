import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { databaseUrl } from '../../scripts/lib/service-environment.mjs';

/** @typedef {import('./stage.mjs').Stage} Stage */
/** @typedef {import('./several-stage.mjs').SeveralStage} SeveralStage */

/**
 * @template {Stage} [S=Stage]
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} title
 * @property {number} seconds from the blow until what heals it begins; 0 where the part heals itself
 * @property {(stage: S) => unknown} strike
 * @property {(stage: S) => unknown} mend
 * @property {boolean} [failing] new calls cannot all be answered meanwhile
 * @property {boolean} [silencing] what was spoken at the blow is lost
 */

const nothing = () => undefined;

/** @type {Fault[]} */
export const FAULTS = [
  {
    name: 'service',
    title: 'the service killed, and started again',
    seconds: 0,
    strike: ({ exchange }) => exchange.kill('service'),
    mend: ({ exchange }) => exchange.begin('service'),
  },
  {
    name: 'redis',
    title: 'Redis dead for 60 s',
    seconds: 60,
    strike: ({ exchange }) => exchange.kill('redis'),
    mend: ({ exchange }) => exchange.begin('redis'),
  },
  {
    name: 'postgres',
    title: 'Postgres dead for 60 s',
    seconds: 60,
    strike: ({ exchange }) => exchange.kill('postgres'),
    mend: ({ exchange }) => exchange.begin('postgres'),
  },
  {
    name: 'both',
    title: 'both dead for 60 s',
    seconds: 60,
    strike: ({ exchange }) => Promise.all([exchange.kill('redis'), exchange.kill('postgres')]),
    mend: ({ exchange }) => Promise.all([exchange.begin('redis'), exchange.begin('postgres')]),
    failing: true,
  },
  {
    name: 'asterisk',
    title: 'Asterisk killed, and started again',
    seconds: 0,
    strike: ({ exchange }) => exchange.kill('asterisk'),
    mend: ({ exchange }) => exchange.begin('asterisk'),
    failing: true,
    silencing: true,
  },
  {
    name: 'ari-cut',
    title: 'ARI cut',
    seconds: 0,
    strike: ({ relays }) => relays.ari.cut(),
    mend: nothing,
  },
  {
    name: 'ari-silent',
    title: 'ARI silent, not closed',
    seconds: 0,
    strike: ({ relays }) => relays.ari.silence(),
    mend: nothing,
  },
  {
    name: 'trunk',
    title: 'the trunk gone for 20 s, a second one there',
    seconds: 20,
    strike: (stage) => stage.carrierDies(),
    mend: (stage) => stage.carrierLives(),
  },
  {
    name: 'disk',
    title: 'no room for records for 30 s',
    seconds: 30,
    strike: ({ exchange }) =>
      sql(
        exchange,
        `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE 'no space left on device' USING ERRCODE = '53100'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT ON call_records EXECUTE FUNCTION no_room()`,
      ),
    mend: ({ exchange }) => sql(exchange, 'DROP FUNCTION no_room CASCADE'),
  },
  {
    name: 'slow-postgres',
    title: 'Postgres slow (200 ms) for 30 s',
    seconds: 30,
    strike: ({ relays }) => void (relays.postgres.delay = 200),
    mend: ({ relays }) => void (relays.postgres.delay = 0),
  },
];

/**
 * With two nodes behind the proxy.
 * @type {Fault<SeveralStage>[]}
 */
export const FAULTS_OF_SEVERAL = [
  {
    name: 'node-service',
    title: "one of two nodes' service killed, its standby there",
    seconds: 0,
    strike: ({ exchange }) => exchange.kill('service'),
    mend: nothing,
  },
  {
    name: 'node-asterisk',
    title: "one of two nodes' Asterisk killed, back in 20 s",
    seconds: 20,
    strike: ({ exchange }) => exchange.kill('asterisk'),
    mend: ({ exchange }) => exchange.begin('asterisk'),
    failing: true,
    silencing: true,
  },
  {
    name: 'proxy',
    title: 'the proxy killed, and started again',
    seconds: 0,
    strike: ({ proxy }) => proxy.kill(),
    mend: (stage) => stage.startProxy(),
  },
];

/** @param {import('../setup-time/exchange.mjs').Exchange} exchange @param {string} text */
async function sql(exchange, text) {
  const client = new pg.Client(databaseUrl(exchange.place));
  await client.connect();
  await client.query(text);
  await client.end();
}

/** @template {Stage} S @param {Fault<S>} fault @param {S} stage @returns {Promise<{ struck: number, healed: number }>} ms since 1970 */
export async function suffer(fault, stage) {
  const struck = Date.now();
  await fault.strike(stage);
  await wait(fault.seconds * 1000);
  const healed = Date.now();
  await fault.mend(stage);
  return { struck, healed };
}
