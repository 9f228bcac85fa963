import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { SPEECH_SCRIPT } from './speech-script.js';

const START_MS = 30_000;
const TEXT_MS = 5_000;
const KEPT_COMPLAINTS = 300;
const LINE_FEED = 10;

/** Yields the raw audio of each text in turn, empty where it could not be spoken; returns what was complained of. */
export async function* speak(
  runner: string[],
  voice: string[],
  texts: string[],
): AsyncGenerator<Buffer, string> {
  const [command = 'sh', ...args] = [...runner, 'sh', '-c', SPEECH_SCRIPT, 'sh', ...voice];
  const child = spawn(command, args, { timeout: START_MS + texts.length * TEXT_MS });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(0, KEPT_COMPLAINTS);
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (_, signal) => resolve(signal ? 'it was too slow and was ended' : complaint.trim()));
  });
  // It may end before it has read everything; why, it says on standard error.
  child.stdin.on('error', () => {});
  child.stdin.end(texts.map((text) => `${text}\n`).join(''));
  yield* pieces(child.stdout);
  return ended;
}

/** Takes apart what the script writes: a count of bytes, a line feed, so many bytes. */
async function* pieces(output: Readable): AsyncGenerator<Buffer, void> {
  let left = Buffer.alloc(0);
  for await (const chunk of output) {
    left = Buffer.concat([left, chunk as Buffer]);
    for (let start = left.indexOf(LINE_FEED) + 1; start > 0; start = left.indexOf(LINE_FEED) + 1) {
      const end = start + Number(left.toString('latin1', 0, start));
      if (left.length < end) break;
      yield left.subarray(start, end);
      left = left.subarray(end);
    }
  }
}
