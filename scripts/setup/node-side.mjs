import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, Trouble } from '../lib/project.mjs';
import { run } from './run.mjs';

/** @typedef {import('./progress.mjs').Progress} Progress */

/** The tests still run after this one: the compiler leaves its output even where the types are wrong. */
export class BuildTrouble extends Trouble {}

const installed = inProject('node_modules/.installed');
const built = inProject('dist/.built');

/** The npm packages, then the build. @param {Progress} progress @param {string} log */
export async function setUpNodeSide(progress, log) {
  if (!isInstalled()) await progress.step('npm packages', (detail) => install(log, detail));
  if (!isBuilt()) await progress.step('Build', () => build(log));
}

/** The packages belong to exactly these two files. */
const packagesStamp = () =>
  ['package.json', 'package-lock.json']
    .reduce((hash, file) => hash.update(readFileSync(inProject(file))), createHash('sha256'))
    .digest('hex');

const isInstalled = () => existsSync(installed) && readFileSync(installed, 'utf8') === packagesStamp();

/** @param {string} log @param {(text: string) => void} detail */
async function install(log, detail) {
  // Not `npm ci`: it fails where the registry lacks a binary for another platform than this one.
  // --no-save: an older npm would rewrite the lock file in its own way.
  const { code, lines } = await run(['npm', 'install', '--no-save', '--no-progress', '--loglevel=http'], {
    log,
    onLine: (line) => /\bfetch\b/.test(line) && detail('downloading'),
  });
  if (code !== 0) {
    const reason =
      lines.find((line) => /^npm (error|ERR!) (?!code)/.test(line))?.replace(/^npm \S+ /, '') ??
      `exit code ${code}`;
    throw new Trouble(
      `The npm packages could not be installed: ${reason}. See ${log}; \`npm start\` tries again.`,
    );
  }
  writeFileSync(installed, packagesStamp());
}

const isBuilt = () =>
  existsSync(built) &&
  statSync(built).mtimeMs >= newest('src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json');

/** @param {string[]} paths */
function newest(...paths) {
  const within = paths.flatMap((each) => [
    each,
    ...(statSync(inProject(each)).isDirectory() ? deep(each) : []),
  ]);
  return Math.max(...within.map((each) => statSync(inProject(each)).mtimeMs));
}

/** @param {string} folder */
const deep = (folder) =>
  readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' }).map((each) =>
    path.join(folder, each),
  );

/** @param {string} log */
async function build(log) {
  // What is changed while the compiler runs is for the next build.
  const started = new Date();
  const { code, lines } = await run(['npm', 'run', '--silent', 'build'], { log });
  if (code !== 0)
    throw new BuildTrouble(`The build failed: ${lines[0] ?? `exit code ${code}`} See \`npm run build\`.`);
  writeFileSync(built, '');
  utimesSync(built, started, started);
}
