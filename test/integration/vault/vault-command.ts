import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject } from '../../../scripts/lib/project.mjs';

const PROGRAM = `
  const { run } = await import(${JSON.stringify(inProject('dist/vault/vault.command.js'))});
  const { Progress } = await import(${JSON.stringify(inProject('scripts/setup/progress.mjs'))});
  await run(process.argv.slice(1), new Progress()).catch(({ message }) => {
    console.error(message);
    process.exit(1);
  });`;

/** The command as a process of its own, which can be killed. */
export function vaultCommand(env: Record<string, string>, ...words: string[]) {
  const options = ['--input-type=module', '--eval', PROGRAM, '--', ...words];
  const child = spawn(process.execPath, options, { env: { ...process.env, ...env } });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => lines.push(text));
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    text: lines.join(''),
  }));
  return {
    ended,
    /** Resolves when it has said so. */
    async says(words: string): Promise<void> {
      while (!lines.join('').includes(words)) await once(child.stdout, 'data');
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
