import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { answersHttp } from './ports.mjs';
import { inProject, Trouble } from './project.mjs';
import { httpUrl } from './reachable.mjs';

/** @param {import('./place.mjs').Place} place */
const isServiceReady = (place) => answersHttp(`${httpUrl(place)}/health/ready`);

/**
 * For what makes sense only where calls are under way already.
 * @param {import('./place.mjs').Place} place
 */
export async function requireService(place) {
  if (await isServiceReady(place)) return;
  throw new Trouble(
    `No Throughline is ready at ${httpUrl(place)}, so no phone rings. Start it with npm start, and have a line called for its consent.`,
  );
}

/**
 * The service that runs in a place, or one started for the time it is used.
 * @param {import('./place.mjs').Place} place
 * @returns {Promise<{ leave: () => Promise<void> }>}
 */
export async function useService(place) {
  const isReady = () => isServiceReady(place);
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
