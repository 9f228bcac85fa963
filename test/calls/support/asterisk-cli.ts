import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AsteriskName } from '../../../scripts/lib/asterisk-config.mjs';
import { insideRoot } from '../../../scripts/lib/enter-root.mjs';
import type { Place } from '../../../scripts/lib/place.mjs';

/** Says a command to a running Asterisk, as its console does; resolves with the answer. */
export async function asteriskCli(place: Place, name: AsteriskName, command: string): Promise<string> {
  const folder = join(place.home, name);
  const asterisk = ['asterisk', '-C', join(folder, 'etc/asterisk.conf'), '-rx', command];
  const { argv, env } = insideRoot(place.rootfs, asterisk, { user: 'asterisk', paths: [folder] });
  const [program = '', ...args] = argv;
  return (await promisify(execFile)(program, args, { env })).stdout;
}
