// Many calls, round after round; after each, when nobody calls any more, what service, Asterisk, Redis and Postgres
// hold. None of it may grow.
import { parseArgs } from 'node:util';
import { Exchange } from './setup-time/exchange.mjs';
import { Sipp } from './setup-time/sipp.mjs';
import { judge, spark } from './soak/flatness.mjs';
import { Rounds } from './soak/rounds.mjs';
import { LIMITS } from './soak/limits.mjs';

const HELP = `npm run soak: many calls in ten rounds, and what is left of them after each.

Exit code 1: something grew, a call failed, or calls and records are not the same number.

Options (after --):
  --calls N   how many, 1,000 to 1,000,000 (50,000)
  --rate N    calls a second, 1 to 200 (80)
  --help      this text
`;

const ROUNDS = 10;

const { calls, rate, help } = options();
if (help) console.log(HELP);
else await soak();

async function soak() {
  const exchange = await Exchange.create();
  try {
    const rounds = new Rounds(exchange, new Sipp(exchange.place), { rate, each: Math.round(calls / ROUNDS) });
    await rounds.start();
    for (let round = 1; round <= ROUNDS; round++) console.log(await rounds.next(round));
    await tell(rounds);
  } finally {
    await exchange.stop();
  }
}

/** @param {Rounds} rounds */
async function tell(rounds) {
  const findings = LIMITS.map(({ name, unit, allowed }) => {
    const series = rounds.series(name);
    return { name, unit, series, ...judge(series, allowed) };
  });
  console.log(`\n${'at rest'.padEnd(28)}after warm-up    at the end    curve`);
  for (const { name, unit, before, after, grows, series } of findings) {
    const [from, to] = [before, after].map((value) => `${value.toFixed(unit ? 1 : 0)} ${unit}`.padStart(13));
    console.log(`${name.padEnd(28)}${from} ${to}    ${spark(series)}${grows ? '  GROWS' : ''}`);
  }
  const { made, failed } = rounds;
  const records = await rounds.records();
  console.log(`\n${made} calls at ${rate}/s, ${failed} failed, ${records} records`);
  if (findings.some(({ grows }) => grows) || failed > 0 || records !== made) process.exitCode = 1;
}

function options() {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '50000' },
      rate: { type: 'string', default: '80' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    calls: within(values.calls, 1_000, 1_000_000),
    rate: within(values.rate, 1, 200),
    help: values.help,
  };
}

/** @param {string} text @param {number} least @param {number} most */
function within(text, least, most) {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  console.error(`${text} is not a whole number from ${least} to ${most}: see npm run soak -- --help.`);
  process.exit(2);
}
