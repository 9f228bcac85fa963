import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject } from '../../../scripts/lib/project.mjs';

test('npm run demo -- answer says at once that no Throughline runs, and starts none', async () => {
  const child = spawn(process.execPath, [inProject('scripts/demo.mjs'), 'answer', '123456'], {
    env: { ...process.env, HTTP_PORT: '1', DEMO: 'on' },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  const [code] = await once(child, 'close');
  expect([code, text]).toEqual([1, expect.stringContaining('No Throughline is ready at http://127.0.0.1:1')]);
  expect(text).not.toContain('is started');
});
