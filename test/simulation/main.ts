import { HELP, optionsFrom, WrongOption, type Options } from './options.js';
import { coverageTable, failureText } from './report.js';
import { simulate } from './simulate.js';

const TOLD_EVERY = 5_000;

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options) await run(options);
  else console.log(HELP);
} catch (error) {
  if (!(error instanceof WrongOption)) throw error;
  console.error(`${error.message}\n\n${HELP}`);
  process.exitCode = 2;
}

async function run(options: Options): Promise<void> {
  const began = performance.now();
  const perSecond = (calls: number) => Math.round((calls / (performance.now() - began)) * 1_000);
  console.log(`seed ${options.seed}, ${options.calls} calls`);
  let told = began;
  const { calls, towns, coverage, failure } = await simulate(options, (sofar) => {
    if (performance.now() - told < TOLD_EVERY) return;
    told = performance.now();
    console.log(`${sofar} calls, ${perSecond(sofar)} calls/s`);
  });
  console.log(`\n${coverageTable(coverage)}`);
  if (failure) console.log(failureText(failure, options.story));
  console.log(
    `\n${calls} calls in ${towns} towns, ${perSecond(calls)} calls/s: ${failure ? 1 : 0} violations`,
  );
  process.exitCode = failure ? 1 : 0;
}
