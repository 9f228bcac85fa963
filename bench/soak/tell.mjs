// Loaded into the service before its own code: at SIGUSR2 it collects its garbage and writes down what it holds.
import { EventEmitter } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const probe = setTimeout(() => {}, 0);
let warnings = 0;

// Node warns of the eleventh listener of one kind, and of promises nobody waits for.
process.on('warning', ({ name }) => (warnings += name === 'ExperimentalWarning' ? 0 : 1));
process.on('SIGUSR2', () => {
  collect();
  const { heapUsed } = process.memoryUsage();
  const counted = {
    heapUsed,
    timers: queryObjects(/** @type {any} */ (probe.constructor), { format: 'count' }),
    emitters: queryObjects(/** @type {any} */ (EventEmitter), { format: 'count' }),
    promises: queryObjects(/** @type {any} */ (Promise), { format: 'count' }),
    warnings,
  };
  const file = String(process.env.SOAK_TOLD);
  writeFileSync(`${file}.new`, JSON.stringify(counted));
  renameSync(`${file}.new`, file);
});
