import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkNamespaces } from '../lib/enter-root.mjs';
import { isAlive } from '../lib/home-lock.mjs';
import { inProject, Trouble } from '../lib/project.mjs';
import { findMmdebstrap } from './mmdebstrap.mjs';
import { run } from './run.mjs';

/** @typedef {import('../lib/place.mjs').Place} Place */
/** @typedef {import('./progress.mjs').Progress} Progress */

const asRoot = process.getuid?.() === 0;

/**
 * The Debian root file system: made aside and renamed when whole, so that a half-made one is never taken for one.
 * @param {Place} place @param {Progress} progress @param {string} log
 */
export async function setUpRootfs(place, progress, log) {
  const stamp = rootfsStamp();
  if (isCurrent(place.rootfs, stamp)) return;
  checkNamespaces();
  const half = `${place.rootfs}.half-${process.pid}`;
  mkdirSync(path.dirname(half), { recursive: true });
  await removeHalves(place.rootfs, log);
  await progress.step('Debian root file system', (detail) => build(place, half, log, detail));
  writeFileSync(path.join(half, '.stamp'), stamp);
  await swap(place.rootfs, half, log);
}

/** Changes with the list of packages and with how they are put together. */
const rootfsStamp = () => createHash('sha256').update(packages().join()).update(`${options}`).digest('hex');

const packages = () =>
  readFileSync(inProject('scripts/setup/packages.txt'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean);

/** @param {string} rootfs @param {string} stamp */
function isCurrent(rootfs, stamp) {
  const file = path.join(rootfs, '.stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

// Two of the voices that come along may not be part of anything sold (docs/voices.md); nobody here speaks with them.
const voices = ['RHVoice/voices/lyubov/*', 'RHVoice/voices/evgeniy-eng/*'];

const leftOut = [
  ...['doc/*', 'man/*', 'locale/*', 'info/*', ...voices].map((each) => `path-exclude=/usr/share/${each}`),
  'path-include=/usr/share/doc/*/copyright',
]
  .map((line) => `'${line}'`)
  .join(' ');

const options = [
  '--variant=essential',
  '--components=main,non-free',
  // A mirror that lags behind is still signed by Debian; a build must not fail on the date of its signature.
  '--aptopt=Acquire::Check-Valid-Until "false"',
  '--aptopt=Acquire::Languages "none"',
  '--aptopt=Acquire::Retries "3"',
  '--aptopt=APT::Install-Recommends "false"',
  // Not with --dpkgopt: mmdebstrap would filter with a Python program that a small machine may not run.
  `--setup-hook=mkdir -p "$1/etc/dpkg/dpkg.cfg.d" && printf '%s\\n' ${leftOut} >"$1/etc/dpkg/dpkg.cfg.d/small"`,
  // It is made aside and renamed: an interrupted one is thrown away, so no file need reach the disk at once.
  '--dpkgopt=force-unsafe-io',
  // Debian's own database cluster is not wanted: every place makes its own.
  '--essential-hook=mkdir -p "$1/etc/postgresql-common" && echo "create_main_cluster = false" > "$1/etc/postgresql-common/createcluster.conf"',
];

// mmdebstrap mounts /proc, /dev and /sys in what it makes. When it is killed they must be gone with it.
const inNamespace = [
  ...['unshare', '--mount', '--propagation', 'unchanged', '--'],
  ...['sh', '-c', 'mount --make-rprivate / 2>/dev/null || true; exec "$@"', 'sh'],
];

const telling = /^I: (?!running --|automatically|chroot arch|finding)/;

/** @param {Place} place @param {string} half @param {string} log @param {(text: string) => void} detail */
async function build(place, half, log, detail) {
  const { argv, env } = await findMmdebstrap(place.home, log, detail);
  const mirror = place.mirror ? [place.mirror] : [];
  const command = [...argv, ...options, `--include=${packages().join()}`];
  // An ordinary user gets it as an archive, and unpacks it as their own.
  const whole = asRoot
    ? [...inNamespace, ...command, '--mode=root', 'forky', half, ...mirror]
    : [
        'sh',
        '-c',
        'set -e; out=$1; shift; mkdir "$out"; { "$@" || echo failed >"$out/failed"; } | tar -x -C "$out" --exclude="./dev/*" --no-same-owner; test ! -e "$out/failed"',
        'sh',
        half,
        ...command,
        '--mode=unshare',
        '--format=tar',
        'forky',
        '-',
        ...mirror,
      ];
  const { code, lines } = await run(whole, {
    log,
    env,
    onLine: (line) => telling.test(line) && detail(line.slice(3)),
  });
  if (code === 0) return;
  await remove(half, log);
  const reason = lines.find((line) => line.startsWith('E: '))?.slice(3) ?? lines.at(-1);
  throw new Trouble(
    `The Debian packages could not be put together: ${reason}. Look at the network, or name a mirror with THROUGHLINE_MIRROR; \`npm start\` tries again. All of it: ${log}`,
  );
}

/** @param {string} rootfs @param {string} half @param {string} log */
async function swap(rootfs, half, log) {
  const old = `${rootfs}.half-old`;
  if (existsSync(rootfs)) renameSync(rootfs, old);
  renameSync(half, rootfs);
  await remove(old, log);
}

/** What an interrupted build left, unless its process still works on it. @param {string} rootfs @param {string} log */
async function removeHalves(rootfs, log) {
  const folder = path.dirname(rootfs);
  for (const name of readdirSync(folder).filter((each) =>
    each.startsWith(`${path.basename(rootfs)}.half-`),
  )) {
    if (!isAlive(name.split('-').at(-1))) await remove(path.join(folder, name), log);
  }
}

/** Never beyond the disk it stands on: something may still be mounted in there. @param {string} folder @param {string} log */
const remove = (folder, log) => run(['rm', '-rf', '--one-file-system', folder], { log });
