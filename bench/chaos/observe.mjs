import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { databaseUrl } from '../../scripts/lib/service-environment.mjs';
import { NUMBERS } from '../setup-time/exchange.mjs';
import { suffer } from './faults.mjs';
import { goodFrom, judge } from './judge.mjs';
import { Load, TALK } from './load.mjs';
import { watchHealth } from './stage.mjs';

/** @typedef {import('./stage.mjs').Stage} Stage */
/** @typedef {import('../setup-time/exchange.mjs').Exchange} Exchange */

/** Each number is called once before the blow, so that its line is cached. */
const BEFORE = NUMBERS.length;
/** How long calls go on (s). */
const AFTER = 25;
/** How long records may take once nobody calls (ms). */
const LATEST = 60_000;

/**
 * One fault under a steady load.
 * @template {Stage} S
 * @param {import('./faults.mjs').Fault<S>} fault @param {S} stage @param {number} rate calls/s
 */
export async function under(fault, stage, rate) {
  try {
    await stage.start();
    return await observe(fault, stage, rate);
  } finally {
    await stage.stop();
  }
}

/** @template {Stage} S @param {import('./faults.mjs').Fault<S>} fault @param {S} stage @param {number} rate */
async function observe(fault, stage, rate) {
  const { exchange } = stage;
  const before = Math.ceil(BEFORE / rate) + 2;
  const seconds = before + fault.seconds + AFTER;
  const load = new Load(stage.sipp, { ...stage.way, numbers: NUMBERS, rate, seconds });
  try {
    await wait(before * 1000);
    const watch = watchHealth(stage);
    const { struck, healed } = await suffer(fault, stage);
    const caughtUp = recordsCaughtUp(exchange, load);
    await load.ended;
    const written = await caughtUp;
    const calls = load.calls();
    return {
      ...judge(calls, await recordsOf(exchange)),
      silenced: fault.silencing ? calls.filter((call) => isTalking(call, struck)).length : 0,
      noticed: watch.stop() - struck,
      normal: Math.max(goodFrom(calls, healed), written) - healed,
      failures: calls.filter(({ answered, ended }) => !answered || ended).map(({ tried }) => tried - struck),
    };
  } finally {
    load.stop();
  }
}

/** @param {import('./load.mjs').Call} call @param {number} at */
const isTalking = ({ answered, over, ended }, at) =>
  answered !== undefined && answered < at && (over ?? ended ?? Infinity) > at;

/** When every call that is over has its record (ms since 1970; Infinity: too late). @param {Exchange} exchange @param {Load} load */
async function recordsCaughtUp(exchange, load) {
  let ended = false;
  let deadline = Infinity;
  void load.ended.then(() => ((ended = true), (deadline = Date.now() + LATEST)));
  while (Date.now() < deadline) {
    const now = Date.now();
    const records = await recordsOf(exchange).catch(() => []);
    // A record comes when the call is over everywhere, which may be a second after its caller hung up.
    const over = load.calls().filter((call) => ended || (call.over ?? call.ended ?? Infinity) < now - 1_500);
    if (over.length > 0 && judge(over, onlyOf(records, over)).lost === 0) return now;
    await wait(250);
  }
  return Infinity;
}

/** @param {import('./judge.mjs').StoredRecord[]} records @param {import('./load.mjs').Call[]} calls */
function onlyOf(records, calls) {
  const last = Math.max(...calls.map(({ tried }) => tried));
  return records.filter(({ startedAt }) => startedAt <= last + TALK);
}

/** @param {Exchange} exchange @returns {Promise<import('./judge.mjs').StoredRecord[]>} */
async function recordsOf({ place }) {
  const client = new pg.Client({ connectionString: databaseUrl(place), connectionTimeoutMillis: 1000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('SELECT dialled, started_at FROM call_records ORDER BY started_at');
    return rows.map(({ dialled, started_at }) => ({ dialled, startedAt: started_at.getTime() }));
  } finally {
    await client.end().catch(() => undefined);
  }
}
