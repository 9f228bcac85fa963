// Parts die under a steady load of real calls: what callers notice of it, and whether each call has its record.
import { parseArgs } from 'node:util';
import { FAULTS, FAULTS_OF_SEVERAL } from './chaos/faults.mjs';
import { under } from './chaos/observe.mjs';
import { SeveralStage } from './chaos/several-stage.mjs';
import { Stage } from './chaos/stage.mjs';

/** Each with what plays it. */
const SCENES = [
  ...FAULTS.map((fault) => ({
    ...fault,
    play: async (/** @type {number} */ rate) => under(fault, await Stage.create(), rate),
  })),
  ...FAULTS_OF_SEVERAL.map((fault) => ({
    ...fault,
    play: async (/** @type {number} */ rate) => under(fault, await SeveralStage.create(), rate),
  })),
];

const HELP = `npm run chaos: parts die under a steady load of real calls. Prints one table; takes about fifteen minutes.

Exit code 1: a record was lost or is there twice, a call was ended by us, or failed where it need not.

Options (after --):
  --only A,B   some of ${SCENES.map(({ name }) => name).join(', ')}
  --rate N     calls a second, 1 to 4 (4); each talks for six seconds
  --help       this text
`;

const { only, rate, help } = options();
if (help) console.log(HELP);
else await chaos();

async function chaos() {
  const wide = Math.max(...SCENES.map(({ title }) => title.length)) + 2;
  console.log(
    `${'under load'.padEnd(wide)}  calls  failed  ended by us  cut off  records lost  twice  noticed  normal`,
  );
  for (const fault of SCENES.filter(({ name }) => only.includes(name))) {
    const found = await fault.play(rate);
    const { attempted, failed, wronglyEnded, silenced, lost, doubled, noticed, normal, failures } = found;
    const cells = [
      String(attempted).padStart(7),
      String(failed).padStart(8),
      String(wronglyEnded).padStart(13),
      String(silenced).padStart(9),
      String(lost).padStart(14),
      String(doubled).padStart(7),
      seconds(noticed).padStart(9),
      seconds(normal).padStart(8),
    ];
    console.log(`${fault.title.padEnd(wide)}${cells.join('')}`);
    if (failures.length > 0)
      console.log(`  begun ${seconds(Math.min(...failures))} to ${seconds(Math.max(...failures))} after it`);
    const isBad = lost + doubled + wronglyEnded > 0 || normal === Infinity || (failed > 0 && !fault.failing);
    if (isBad) process.exitCode = 1;
  }
}

/** @param {number} ms */
function seconds(ms) {
  if (Number.isNaN(ms)) return '-';
  return ms === Infinity ? 'never' : `${(ms / 1000).toFixed(1)} s`;
}

function options() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: SCENES.map(({ name }) => name).join(',') },
      rate: { type: 'string', default: '4' },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only.split(',');
  for (const name of only)
    if (!SCENES.some((fault) => fault.name === name)) refuse(`There is no fault "${name}"`);
  const rate = Number(values.rate);
  if (!Number.isInteger(rate) || rate < 1 || rate > 4)
    refuse(`"${values.rate}" is no whole number from 1 to 4`);
  return { only, rate, help: values.help };
}

/** @param {string} what @returns {never} */
function refuse(what) {
  console.error(`${what}: see npm run chaos -- --help.`);
  process.exit(2);
}
