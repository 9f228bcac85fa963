import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { answersHttp } from './ports.mjs';
import { inProject, Trouble } from './project.mjs';
import { httpUrl } from './reachable.mjs';

/**
 * The service that runs in a place, or one started for the time it is used.
 * @param {import('./place.mjs').Place} place
 * @returns {Promise<{ leave: () => Promise<void> }>}
 */
export async function useService(place) {
  const isReady = () => answersHttp(`${httpUrl(place)}/health/ready`);
  if (await isReady()) return { leave: async () => {} };
  console.log('No Throughline runs here: one is started for this.');
  // A Ctrl-C at the terminal reaches it too; it ends its parts in order either way.
  const service = spawn(process.execPath, [inProject('scripts/start.mjs')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const gone = once(service, 'exit');
  while (!(await isReady())) {
    if (service.exitCode !== null) throw new Trouble('Throughline could not be started.');
    await pause(200);
  }
  return {
    leave: async () => {
      service.kill('SIGTERM');
      await gone;
    },
  };
}
