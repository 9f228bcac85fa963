import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { placeFrom, type Place } from '../../../scripts/lib/place.mjs';
import { inProject } from '../../../scripts/lib/project.mjs';
import { serviceEnvironment } from '../../../scripts/lib/service-environment.mjs';

/** Speaks the catalogue once for all tests, and gives each test a copy, since some take prompts away. */
export function givePrompts(place: Place): void {
  const spoken = join(placeFrom().home, 'prompts');
  const env = { ...process.env, ...serviceEnvironment(place), PROMPTS_DIR: spoken };
  const made = spawnSync(process.execPath, [inProject('dist/prompts/make.js')], { env, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`The prompts could not be spoken: ${made.stderr}`);
  cpSync(spoken, join(place.home, 'prompts'), { recursive: true });
}
