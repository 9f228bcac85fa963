import { spawnSync } from 'node:child_process';
import { existsSync, lchownSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { inProject, Trouble } from './project.mjs';

/**
 * Two ways into the root file system. Root changes the root folder and then becomes the part's own user. Anybody
 * else enters a user namespace in which they *are* that user, so that all files stay theirs.
 */
const asRoot = process.getuid?.() === 0;
// What is mounted in there is kept in there by enter-root.sh; unshare itself would fail at it in a bare chroot.
const unshare = ['unshare', '--mount', '--propagation', 'unchanged'];
const namespace = asRoot ? unshare : [...unshare, '--user', '--map-root-user'];

/**
 * The command line that runs `argv` inside.
 * @param {string} rootfs
 * @param {string[]} argv
 * @param {{ user?: string, paths?: string[], signal?: NodeJS.Signals }} options
 *   paths: what it may read and write, at the same place as outside. signal: sent when the caller dies.
 * @returns {{ argv: string[], env: NodeJS.ProcessEnv }}
 */
export function insideRoot(rootfs, argv, { user = 'nobody', paths = [], signal = 'SIGTERM' } = {}) {
  const { uid, gid } = userOf(rootfs, user);
  // Once more at the very end, in enter-root.sh: changing the user takes this one away.
  const follow = ['setpriv', '--pdeathsig', 'KILL', '--'];
  const enter = ['sh', inProject('scripts/lib/enter-root.sh'), rootfs, uid, gid, signal.slice(3)].map(String);
  return {
    argv: [
      ...follow,
      ...namespace,
      '--',
      ...enter,
      ...paths.map((each) => path.resolve(each)),
      '--',
      ...argv,
    ],
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
      LANG: 'C.UTF-8',
      HOME: '/tmp',
      ...(asRoot && { ENTER_AS: 'root' }),
    },
  };
}

/** @param {string} rootfs @param {string} user */
function userOf(rootfs, user) {
  const passwd = path.join(rootfs, 'etc/passwd');
  if (!existsSync(passwd))
    throw new Trouble(`There is no Debian root file system at ${rootfs}. Run \`npm start\` once to make it.`);
  const line = readFileSync(passwd, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${user}:`));
  if (!line)
    throw new Trouble(
      `The root file system ${rootfs} has no user ${user}. Remove it and run \`npm start\` again.`,
    );
  const [, , uid, gid] = line.split(':').map(Number);
  return { uid: uid ?? 0, gid: gid ?? 0 };
}

/**
 * Gives a folder to the user a part runs as: links themselves, never what a part may have linked to.
 * @param {string} folder @param {string} rootfs @param {string} user
 */
export function giveTo(folder, rootfs, user) {
  if (!asRoot) return;
  const { uid, gid } = userOf(rootfs, user);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const file of [folder, ...files.map((each) => path.join(folder, each))]) lchownSync(file, uid, gid);
}

/** Says in one sentence why this machine refuses to run parts in a root file system. */
export function checkNamespaces() {
  const [command = '', ...args] = namespace;
  const tried = spawnSync(command, [...args, 'true']);
  if (tried.status === 0) return;
  if (tried.error)
    throw new Trouble(
      'The command `unshare` is missing: install the package util-linux, then run `npm start` again.',
    );
  throw new Trouble(
    asRoot
      ? 'This machine does not let root make a mount namespace (a container without CAP_SYS_ADMIN?): use docker compose, or start the container with --cap-add SYS_ADMIN.'
      : 'This machine does not let ordinary users make a namespace: run `sudo sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0`, or run `npm start` as root.',
  );
}
