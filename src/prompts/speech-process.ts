import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const KEPT_COMPLAINTS = 300;

export interface SpeechProcess {
  /** What it prints, line by line, until it ends; read to the end before `complaint`. */
  lines: AsyncIterable<string>;
  /** The end of what it complained of; empty when all went well. */
  complaint: Promise<string>;
}

export function startSpeech([command = 'sh', ...args]: string[], longestMs: number): SpeechProcess {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: longestMs });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-KEPT_COMPLAINTS);
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (_, signal) =>
      resolve(signal ? `it took over ${longestMs} ms and was ended` : complaint.trim()),
    );
  });
  return { lines: createInterface({ input: child.stdout }), complaint: ended };
}
