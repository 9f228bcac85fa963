// Plants one bug after the other in a copy of the compiled simulator, and runs it until the bug is found.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { inProject, complain, Trouble } from '../../../scripts/lib/project.mjs';
import { MUTANTS } from './mutants.mjs';

const BUILT = inProject('dist/simulation');
const MUTANT = inProject('dist/mutant');
const MOST_CALLS = Number(process.argv[2] ?? 400_000);
const SEED = process.argv[3] ?? '1';

try {
  console.log('calls     bug, and how it shows');
  const missed = MUTANTS.filter((mutant) => !isFound(mutant));
  console.log(
    `${MUTANTS.length - missed.length} of ${MUTANTS.length} found, within ${MOST_CALLS} calls from seed ${SEED}`,
  );
  if (missed.length > 0) process.exitCode = 1;
} catch (error) {
  complain(error);
} finally {
  rmSync(MUTANT, { recursive: true, force: true });
}

/** @param {import('./mutants.mjs').Mutant} mutant */
function isFound(mutant) {
  plant(mutant);
  const main = path.join(MUTANT, 'test/simulation/main.js');
  const { stdout } = spawnSync(process.execPath, [main, '--calls', String(MOST_CALLS), '--seed', SEED], {
    encoding: 'utf8',
  });
  const [, calls, what] = /BROKEN after (\d+) calls: (.*)/.exec(stdout) ?? [];
  const seed = / --seed (\d+)/.exec(stdout)?.[1];
  console.log(`${(calls ?? 'never').padEnd(9)} ${mutant.name}${what ? `: "${what}" (seed ${seed})` : ''}`);
  return what !== undefined;
}

/** @param {import('./mutants.mjs').Mutant} mutant */
function plant({ name, file, from, to }) {
  rmSync(MUTANT, { recursive: true, force: true });
  cpSync(BUILT, MUTANT, { recursive: true });
  const source = readFileSync(inProject('src', file), 'utf8');
  if (source.split(from).length !== 2) throw new Trouble(`"${name}" does not fit src/${file} any more.`);
  const { outputText } = ts.transpileModule(
    source.replace(from, () => to),
    {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        experimentalDecorators: true,
      },
    },
  );
  writeFileSync(path.join(MUTANT, 'src', file.replace(/\.ts$/, '.js')), outputText);
}
