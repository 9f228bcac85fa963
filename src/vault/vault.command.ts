import { withAudit } from '../audit/with-audit.js';
import { CommandError } from '../common/command.js';
import type { Progress } from '../common/progress.js';
import { rotateMasterKey } from './master-rotation.js';
import { Rotation } from './rotation.js';
import { vaultStatus } from './vault-status.js';

/** `npm run vault`: scripts/vault.mjs has its help. */
export async function run(words: string[], progress: Progress): Promise<void> {
  const command = words.join(' ');
  if (!['status', 'rotate', 'rotate --master'].includes(command)) throw unknown();
  await withAudit(async ({ config, dataSource, audit }) => {
    if (command === 'rotate') return new Rotation(config, dataSource, audit, progress).run();
    if (command === 'rotate --master') progress.say(await rotateMasterKey(config, dataSource, audit));
    if (command === 'status') for (const line of await vaultStatus(config, dataSource)) progress.say(line);
  });
}

const unknown = () =>
  new CommandError('It is status, rotate, or rotate --master: see npm run vault -- --help.');
