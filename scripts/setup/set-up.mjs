import path from 'node:path';
import { privateFolder } from '../lib/private-folder.mjs';
import { makeSecrets } from '../lib/secrets.mjs';
import { setUpNodeSide } from './node-side.mjs';
import { Progress } from './progress.mjs';
import { setUpRootfs } from './rootfs.mjs';

/**
 * Makes what is missing: npm packages and build on one side, the Debian root file system on the other. What is
 * there already costs nothing; what was interrupted is taken up again.
 * @param {import('../lib/place.mjs').Place} place
 */
export async function setUp(place, progress = new Progress()) {
  privateFolder(place.home);
  makeSecrets(place.home);
  const log = path.join(place.home, 'log');
  // When one side fails the other goes on: what it has finished, the next start need not do again.
  const sides = await Promise.allSettled([
    setUpNodeSide(progress, path.join(log, 'set-up-npm.log')),
    setUpRootfs(place, progress, path.join(log, 'set-up-debian.log')),
  ]);
  for (const side of sides) if (side.status === 'rejected') throw side.reason;
}
