import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startPart } from '../../../scripts/lib/part.mjs';
import { Supervisor } from '../../../scripts/lib/supervisor.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const log = (name: string) => path.join(folder, `${name}.log`);
const said = (name: string) => readFileSync(log(name), 'utf8');

/** A part that says hello, and runs a line of JavaScript when it is asked to end. */
const part = (
  name: string,
  atEnd = 'process.exit()',
  body = 'console.log("hello"); setInterval(() => {}, 1000)',
) =>
  startPart({
    name,
    argv: [process.execPath, '-e', `process.on("SIGTERM", () => { ${atEnd} }); ${body}`],
    env: {},
    log: log(name),
    patience: 300,
    isReady: async () => said(name).includes('hello'),
  });

const isGone = (pid: number) => {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
};

test('a part that does not start says why in its own words', async () => {
  const broken = part('Broken', '', 'console.error("no such table"); process.exit(3)');
  await expect(broken.ready).rejects.toThrow(
    /Broken did not start \(exit code 3\)\. Its last words: no such table/,
  );
});

test('the last words of a part are of this run, not of an earlier one', async () => {
  const first = part('Relapsed', '', 'console.error("the disk is full"); process.exit(3)');
  await expect(first.ready).rejects.toThrow(/Its last words: the disk is full/);
  const again = part('Relapsed', '', 'console.error("no such table"); process.exit(3)');
  await expect(again.ready).rejects.toThrow(/Its last words: no such table \(more in/);
  const silent = part('Relapsed', '', 'process.exit(3)');
  await expect(silent.ready).rejects.toThrow(/It said nothing/);
});

test('a part that ignores the request to end is killed', async () => {
  const deaf = part('Deaf', '');
  await deaf.ready;
  await deaf.stop();
  expect(await deaf.ended).toBe('ended by SIGKILL');
  expect(isGone(deaf.pid)).toBe(true);
});

test('what ends by itself is started again, and all ends in reverse order', async () => {
  const sentences: string[] = [];
  const order: string[] = [];
  const supervisor = new Supervisor((sentence) => sentences.push(sentence));
  const pids: Record<string, number> = {};
  const start = (name: string) => async () => {
    const started = part(name);
    pids[name] = started.pid;
    void started.ended.then(() => order.push(name));
    return started;
  };
  await supervisor.keep(start('First'));
  await supervisor.keep(start('Second'));

  process.kill(pids.First!, 'SIGKILL');
  while (!sentences.includes('First is back.')) await pause(50);
  expect(sentences[0]).toMatch(/^First ended by itself \(ended by SIGKILL\); it is started again in 1 s\./);

  await supervisor.stop();
  expect(order).toEqual(['First', 'Second', 'First']);
  expect(Object.values(pids).every(isGone)).toBe(true);
}, 15_000);

test('stop() while a part is on its way waits for it and ends it', async () => {
  const supervisor = new Supervisor(() => {});
  let pid = 0;
  const keeping = supervisor.keep(async () => {
    await pause(200);
    const late = part('Late');
    pid = late.pid;
    return late;
  });
  keeping.catch(() => {});
  await supervisor.stop();
  expect(isGone(pid)).toBe(true);
});
