// How long a call takes from INVITE to 200: a dedicated number through the service, beside a native Dial on the
// same Asterisk, in turns in one run. Calls come from SIPp and go to SIPp; what is told is the ratio.
import { Exchange, NUMBERS } from './setup-time/exchange.mjs';
import { Sipp } from './setup-time/sipp.mjs';

const RATES = [5, 50, 100];
const SECONDS = 10;
const ROUNDS = 3;

const exchange = await Exchange.create();
try {
  await exchange.start();
  await exchange.addNativeWay();
  await measure(new Sipp(exchange.place));
} finally {
  await exchange.stop();
}

/** @param {Sipp} sipp */
async function measure(sipp) {
  const { native, served, callee } = exchange.ports;
  const answering = sipp.answer(callee, 40_000);
  /** @param {number} port @param {number} rate @param {number} seconds */
  const call = (port, rate, seconds) =>
    sipp.call({ port, mediaPort: 41_000, numbers: NUMBERS, rate, seconds });
  try {
    for (const port of [native, served]) await call(port, 20, 3);
    console.log('INVITE to 200, ms      native Dial       through the service');
    console.log('calls/s  calls        p50     p99        p50     p99    failed   ratio p50   ratio p99');
    for (const rate of RATES) await compare(rate, call);
  } finally {
    answering.kill();
  }

  /** @param {number} rate @param {typeof call} call */
  async function compare(rate, call) {
    const [plain, through] = [[], []].map((times) => ({ times: /** @type {number[]} */ (times), failed: 0 }));
    for (let round = 0; round < ROUNDS; round++) {
      add(plain, await call(native, rate, SECONDS));
      add(through, await call(served, rate, SECONDS));
    }
    console.log(row(rate, plain, through));
  }
}

/** @typedef {{ times: number[], failed: number }} Result */

/** @param {Result | undefined} sum @param {Result} more */
function add(sum, more) {
  sum?.times.push(...more.times);
  if (sum) sum.failed += more.failed;
}

/** @param {number} rate @param {Result | undefined} plain @param {Result | undefined} through */
function row(rate, plain, through) {
  const [a50, a99, b50, b99] = [plain, through].flatMap((way) =>
    [0.5, 0.99].map((share) => at(way?.times ?? [], share)),
  );
  const cells = [
    String(rate).padStart(7),
    String(rate * SECONDS * ROUNDS).padStart(7),
    ...[a50, a99].map((ms) => ms?.toFixed(1).padStart(8)),
    '   ',
    ...[b50, b99].map((ms) => ms?.toFixed(1).padStart(8)),
    String((plain?.failed ?? 0) + (through?.failed ?? 0)).padStart(8),
    ((b50 ?? NaN) / (a50 ?? NaN)).toFixed(2).padStart(11),
    ((b99 ?? NaN) / (a99 ?? NaN)).toFixed(2).padStart(11),
  ];
  return cells.join('');
}

/** The time that a share of the calls did not exceed. @param {number[]} times @param {number} share */
function at(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
