import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speak } from '../../../src/prompts/speech-process.js';

/** A voice that repeats on standard error what it was given, and makes no audio. */
const parrot = ['sh', '-c', 'cat >&2', 'parrot'];

async function spoken(runner: string[], voice: string[], texts: string[]) {
  const speech = speak(runner, voice, texts);
  const audio: string[] = [];
  for (let next = await speech.next(); ; next = await speech.next()) {
    if (next.done) return { audio, complaint: next.value };
    audio.push(next.value.toString());
  }
}

describe('the way to a voice and back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('takes a text there as it is, whatever a shell would make of it', async () => {
    const trap = join(folder, 'trap');
    const text = `-o $(touch ${trap}) \`touch ${trap}\` "; touch ${trap}; ' & | <b> %s %n \\n \\\\ * \${HOME} 保险`;
    expect(await spoken([], parrot, [text])).toMatchObject({ audio: [''], complaint: text });
    expect(existsSync(trap)).toBe(false);
  });

  it('has a place for every text, in order, also for those that came to nothing', async () => {
    expect(await spoken([], parrot, ['one', 'two', 'three'])).toMatchObject({
      audio: ['', '', ''],
      complaint: 'one\ntwo\nthree',
    });
  });

  it('takes audio apart by its length, whatever is in it and however it comes in', async () => {
    const runner = [
      'sh',
      '-c',
      "printf '4\\n3\\n2\\n0\\n5\\n'; sleep 0.2; printf 'ab'; sleep 0.2; printf 'cde'",
      'runner',
    ];
    expect((await spoken(runner, parrot, ['x'])).audio).toEqual(['3\n2\n', '', 'abcde']);
  });

  it('tells when it could not be started', async () => {
    const { audio, complaint } = await spoken(['/nonexistent/runner'], parrot, ['x']);
    expect(audio).toEqual([]);
    expect(complaint).toContain('/nonexistent/runner');
  });
});
