import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { callerSeal } from '../../../src/callers/caller-seal.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { LineSealer } from '../../../src/direct-lines/line-sealer.js';
import { LineOpener } from '../../../src/direct-lines/open-line.js';
import type { SealedLine } from '../../../src/direct-lines/sealed-line.js';
import { KeyWatch } from '../../../src/vault/key-watch.js';
import { loadKeyring } from '../../../src/vault/load-keyring.js';
import { SealOpener } from '../../../src/vault/open-seal.js';
import { Vault } from '../../../src/vault/vault.js';
import type { Place } from './place.js';

export type Process = Awaited<ReturnType<typeof startProcess>>;

/** What of the service has to do with the vault, as one process has it. */
export async function startProcess(place: Place, more: Record<string, string> = {}) {
  const source = await place.connect();
  const keyring = await loadKeyring(place.config(more), source);
  const watch = new KeyWatch(place.config(more), source, keyring);
  const vault = new Vault(keyring);
  const opener = new SealOpener(keyring, watch);
  const lines = new LineOpener(opener);
  await watch.onModuleInit();
  return {
    source,
    keyring,
    watch,
    vault,
    opener,
    sealer: new LineSealer(vault),
    lines,
    open: async (line: SealedLine) => (await lines.openLine(line)).reveal(),
    openCaller: (callId: string, sealed: { keyId: string; ciphertext: string }) =>
      opener.open(sealed, callerSeal(callId), { what: 'It', remedy: '' }),
    stop: () => watch.onModuleDestroy(),
  };
}

const number = (i: number) => `+120255501${String(i % 100).padStart(2, '0')}`;

/** `count` professionals with a line each. Their numbers repeat, so the index is none. */
export async function addLines({ source, sealer }: Process, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const professionalId = randomUUID();
    await source.query(
      `INSERT INTO professionals (id, display_name, time_zone, working_hours, away, acceptance, language)
       VALUES ($1, 'Doctor 1', 'America/New_York', '[]', false, true, 'en')`,
      [professionalId],
    );
    const line = sealer.seal(professionalId, new DirectLine(number(i)));
    await source.query(
      `INSERT INTO direct_lines (id, professional_id, key_id, ciphertext, number_index) VALUES ($1, $2, $3, $4, $5)`,
      [line.id, professionalId, line.keyId, line.ciphertext, randomBytes(32)],
    );
  }
}

export async function addCaller({ source, vault }: Process, callId: string, i: number): Promise<void> {
  const { keyId, ciphertext } = vault.seal(number(i), callerSeal(callId));
  await source.query(
    `INSERT INTO caller_numbers (call_id, professional_id, token, dialled, key_id, ciphertext, at)
     VALUES ($1, $2, 'token', $3, $4, $5, now())`,
    [callId, randomUUID(), number(0), keyId, Buffer.from(ciphertext, 'base64')],
  );
}

export const sealedLines = (source: DataSource): Promise<SealedLine[]> =>
  source.query(`SELECT id, professional_id AS "professionalId", key_id AS "keyId",
    translate(encode(ciphertext, 'base64'), E'\\n', '') AS ciphertext FROM direct_lines ORDER BY id`);

/** Every line of the table opens. */
export async function allOpen(process: Process): Promise<number> {
  const lines = await sealedLines(process.source);
  for (const line of lines) expect(await process.open(line)).toMatch(/^\+120255501\d\d$/);
  return lines.length;
}
