// Sets up what is missing, runs every test, and ends with a line `N passed, N failed`. What follows `npm test --`
// goes to jest: npm test -- test/unit, npm test -- -t "busy".
import { placeFrom } from './lib/place.mjs';
import { complain } from './lib/project.mjs';
import { runJest } from './lib/run-jest.mjs';
import { BuildTrouble } from './setup/node-side.mjs';
import { setUp } from './setup/set-up.mjs';

const wanted = process.argv.slice(2);
const totals = { passed: 0, failed: 0 };
try {
  await setUp(placeFrom()).catch(failedBuild);
  // On a machine of two cores: integration tests share a database server, and some of them watch the clock.
  add(await runJest(['--selectProjects', 'unit', '--maxWorkers', '2', ...wanted]));
  add(await runJest(['--selectProjects', 'integration', ...wanted]));
  // Calls are timed by the clock of the world and mostly wait for it.
  add(await runJest(['--selectProjects', 'calls', '--maxWorkers', '2', ...wanted]));
} catch (error) {
  complain(error);
  totals.failed += 1;
}
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exitCode = totals.failed ? 1 : 0;

/** @param {typeof totals} result */
function add({ passed, failed }) {
  totals.passed += passed;
  totals.failed += failed;
}

/** @param {unknown} error */
function failedBuild(error) {
  if (!(error instanceof BuildTrouble)) throw error;
  complain(error);
  totals.failed += 1;
}
