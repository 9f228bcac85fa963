import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writings } from '../../../privacy/writings.js';

/** What was searched for one test file, and found. No number stands in it. */
export interface Report {
  file: string;
  /** What recorded the wire; `Asterisk` records SIP alone. */
  capture: 'tcpdump' | 'Asterisk';
  /** Tests that ran. */
  scenarios: number;
  packets: number;
  bytes: number;
  messages: number;
  media: number;
  /** Bytes, by place. */
  atRest: Record<string, number>;
  numbers: number;
  /** In how many writings each, at least. */
  writings: number;
  /** Findings where a number has to stand. */
  allowed: number;
  leaks: string[];
  plants: { name: string; caught: boolean }[];
  searchMs: number;
}

export const emptyReport = (): Report => ({
  file: basename(expect.getState().testPath ?? ''),
  capture: 'tcpdump',
  scenarios: 0,
  packets: 0,
  bytes: 0,
  messages: 0,
  media: 0,
  atRest: {},
  numbers: 0,
  writings: Object.keys(writings('+12025550100')).length,
  allowed: 0,
  leaks: [],
  plants: [],
  searchMs: 0,
});

/** For `npm run privacy-check`, which names the folder. */
export function writeReport(report: Report): void {
  const { PRIVACY_REPORTS: folder } = process.env;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  // A file may have several switchboards.
  writeFileSync(join(folder, `${report.file}-${randomUUID()}.json`), JSON.stringify(report));
}
