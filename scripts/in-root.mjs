// Runs one command inside the root file system:
//   node scripts/in-root.mjs ROOT [--user NAME] [--path FOLDER]... -- COMMAND...
// FOLDER is readable and writable in there (as far as NAME may) at the same place as out here.
import { spawn } from 'node:child_process';
import { insideRoot } from './lib/enter-root.mjs';
import { complain, Trouble } from './lib/project.mjs';

try {
  const [rootfs, ...rest] = process.argv.slice(2);
  const dashes = rest.indexOf('--');
  if (!rootfs || dashes < 0)
    throw new Trouble('Usage: node scripts/in-root.mjs ROOT [--user NAME] [--path FOLDER]... -- COMMAND...');
  run(insideRoot(rootfs, rest.slice(dashes + 1), readOptions(rest.slice(0, dashes))));
} catch (error) {
  complain(error);
}

/** @param {string[]} words */
function readOptions(words) {
  /** @type {{ user?: string, paths: string[] }} */
  const options = { paths: [] };
  for (let i = 0; i < words.length; i += 2) {
    const value = words[i + 1];
    if (words[i] === '--path' && value) options.paths.push(value);
    else if (words[i] === '--user' && value) options.user = value;
    else throw new Trouble(`Unknown option ${words[i]}: there are --user NAME and --path FOLDER.`);
  }
  return options;
}

/** @param {ReturnType<typeof insideRoot>} inside */
function run({ argv: [command, ...args], env }) {
  const child = spawn(/** @type {string} */ (command), args, { env, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
