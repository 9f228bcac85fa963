// What callers notice of a carrier that dies under ten calls a second, with a second carrier beside it: how long until
// its circuit opens, how long calls take meanwhile, how many fail. And how soon a trunk's change is in effect.
import { setTimeout as wait } from 'node:timers/promises';
import { Api } from '../scripts/lib/api.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { Exchange, NUMBERS } from './setup-time/exchange.mjs';
import { Sipp } from './setup-time/sipp.mjs';

const RATE = 10;
const SECONDS = 30;
const DIES_AFTER = 8_000;

const exchange = await Exchange.create();
try {
  await exchange.start();
  await measure(new Sipp(exchange.place), new Api(exchange.place));
} finally {
  await exchange.stop();
}

/** @param {Sipp} sipp @param {Api} api */
async function measure(sipp, api) {
  const { served, callee } = exchange.ports;
  const other = await freePort();
  const carriers = [sipp.answer(callee, 40_000), sipp.answer(other, 43_000)];
  try {
    const { id } = (await api.get('trunks')).items[0];
    // SIPp's answering machine knows no OPTIONS: it is the calls that find out.
    await api.patch(`trunks/${id}`, { probeSeconds: 0 });
    const settings = { host: '127.0.0.1', port: other, priority: 200, probeSeconds: 0 };
    await api.post('trunks', { name: 'other', ...settings });
    const call = (/** @type {number} */ seconds) =>
      sipp.call({ port: served, mediaPort: 41_000, numbers: NUMBERS, rate: RATE, seconds });
    const before = await call(5);
    const calls = call(SECONDS);
    await wait(DIES_AFTER);
    carriers[0]?.kill('SIGKILL');
    const opened = await untilOpen(api, id);
    const during = await calls;
    const after = await call(5);
    console.log(`death to open circuit at ${RATE} calls/s: ${opened} ms`);
    console.log('INVITE to 200, ms     calls  failed     p50     p99     max');
    for (const [when, result] of Object.entries({ before, during, after })) console.log(row(when, result));
    console.log(`a trunk's change until the next call follows it: ${await effect(sipp, api, id, other)} ms`);
  } finally {
    for (const carrier of carriers) carrier.kill();
  }
}

/** @param {Api} api @param {string} id @returns {Promise<number>} ms */
async function untilOpen(api, id) {
  const began = Date.now();
  while (Date.now() - began < 20_000) {
    if ((await api.get(`trunks/${id}`)).health.state === 'open') return Date.now() - began;
    await wait(20);
  }
  return NaN;
}

/**
 * The dead trunk is led to the living carrier, the other one is switched off: only the change lets a call through.
 * @param {Sipp} sipp @param {Api} api @param {string} id @param {number} port
 * @returns {Promise<number>} ms until the change was answered; NaN when the very next call does not follow it
 */
async function effect(sipp, api, id, port) {
  for (const { id: each } of (await api.get('trunks')).items)
    if (each !== id) await api.patch(`trunks/${each}`, { enabled: false });
  const began = Date.now();
  await api.patch(`trunks/${id}`, { port });
  const ms = Date.now() - began;
  const next = { port: exchange.ports.served, mediaPort: 41_000, numbers: NUMBERS, rate: 1, seconds: 1 };
  return (await sipp.call(next)).times.length === 1 ? ms : NaN;
}

/** @param {string} when @param {{ times: number[], failed: number }} result */
function row(when, { times, failed }) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const cells = [0.5, 0.99, 1].map((share) => (at(share) ?? NaN).toFixed(1).padStart(8));
  return `${when.padEnd(20)}${String(times.length).padStart(7)}${String(failed).padStart(8)}${cells.join('')}`;
}
