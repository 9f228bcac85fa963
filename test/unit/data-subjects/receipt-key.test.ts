import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../src/config/config.js';
import { ReceiptKey } from '../../../src/data-subjects/receipt-key.js';
import { verdictOn, type Receipt, type Unsigned } from '../../../src/data-subjects/receipt.js';

let home: string;
let keysDir: string;
const keyOf = (folder = keysDir) => new ReceiptKey({ keysDir: folder } as Config);
const file = () => join(keysDir, 'receipt.key');
const publicKey = async (key: ReceiptKey) => createPublicKey((await key.publicKey()).publicKey);

const RECEIPT: Unsigned = {
  id: randomUUID(),
  at: '2026-01-02T03:04:05.000Z',
  subject: { kind: 'professional', name: randomUUID() },
  erased: [{ where: 'call_records', count: 3 }],
  kept: [{ where: 'consents', count: 1, why: 'evidence', until: '2190 days' }],
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'throughline-keys-'));
  keysDir = join(home, 'keys');
});
afterEach(() => rmSync(home, { recursive: true }));

describe('The key of receipts', () => {
  it('is one, whoever makes it first, and nothing is left beside it', async () => {
    const makers = [1, 2, 3, 4].map(() => keyOf());
    const keys = await Promise.all(makers.map((maker) => maker.publicKey()));
    expect(new Set(keys.map(({ key }) => key)).size).toBe(1);
    expect(readdirSync(keysDir)).toEqual(['receipt.key']);
  });

  it('is made once: after a restart the same key signs, from the same bytes', async () => {
    const before = await keyOf().sign(RECEIPT);
    const bytes = readFileSync(file());
    const after = keyOf();
    expect(await after.sign(RECEIPT)).toEqual(before);
    expect(readFileSync(file())).toEqual(bytes);
    expect(verdictOn(JSON.stringify(before), await publicKey(after))).toBe('genuine');
  });

  it('can be read by nobody but the service’s user, whatever the umask', async () => {
    const umask = process.umask(0);
    await keyOf().publicKey();
    process.umask(umask);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(keysDir).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['no key', () => 'no key'],
    ['half a key', () => readFileSync(file(), 'utf8').slice(0, 60)],
    ['nothing', () => ''],
    ['a key of another kind', () => pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)],
    ['a public key', () => pemOf(createPublicKey(readFileSync(file())))],
  ])('is not replaced where its file holds %s: nothing is signed', async (_what, content) => {
    await keyOf().publicKey();
    const held = content();
    writeFileSync(file(), held);
    const problem = await keyOf()
      .sign(RECEIPT)
      .catch((error: Error) => error.message);
    expect(problem).toBe(
      `${file()} holds no Ed25519 key: put the right one back, or move it away for a new one`,
    );
    expect(readFileSync(file(), 'utf8')).toBe(held);
  });

  it('is not replaced where its file cannot be read', async () => {
    mkdirSync(file(), { recursive: true });
    await expect(keyOf().sign(RECEIPT)).rejects.toThrow('cannot be read (EISDIR)');
    expect(statSync(file()).isDirectory()).toBe(true);
  });
});

describe('A receipt', () => {
  /** Every receipt that differs from this one in one value. */
  function* altered(receipt: Receipt): Generator<[string, Receipt]> {
    const text = JSON.stringify(receipt);
    for (const [where, change] of [
      ['id', (it: Receipt) => (it.id = randomUUID())],
      ['at', (it: Receipt) => (it.at = '2026-01-02T03:04:06.000Z')],
      ['whom', (it: Receipt) => (it.subject.name = randomUUID())],
      ['of what kind', (it: Receipt) => (it.subject.kind = 'caller')],
      ['how many', (it: Receipt) => (it.erased = [{ where: 'call_records', count: 4 }])],
      ['what stays', (it: Receipt) => (it.kept = [])],
      ['what more', (it: Receipt) => Object.assign(it, { note: 'all of it' })],
    ] as const) {
      const other = JSON.parse(text) as Receipt;
      change(other);
      yield [where, other];
    }
  }

  it('is changed in anything it says', async () => {
    const key = keyOf();
    const receipt = await key.sign(RECEIPT);
    const verdict = async (of: Receipt) => verdictOn(JSON.stringify(of), await publicKey(key));
    expect(await verdict(receipt)).toBe('genuine');
    for (const [where, other] of altered(receipt))
      expect([where, await verdict(other)]).toEqual([where, 'changed']);
  });

  it('of a foreign key is not ours, even if it says it is; nor is ours another’s', async () => {
    const [ours, foreign] = [keyOf(), keyOf(join(home, 'elsewhere'))];
    const [mine, theirs] = [await ours.sign(RECEIPT), await foreign.sign(RECEIPT)];
    const [ourKey, theirKey] = [await publicKey(ours), await publicKey(foreign)];
    expect(verdictOn(JSON.stringify(theirs), ourKey)).toBe('other-key');
    expect(verdictOn(JSON.stringify(mine), theirKey)).toBe('other-key');
    expect(verdictOn(JSON.stringify({ ...theirs, key: mine.key }), ourKey)).toBe('changed');
    expect(verdictOn(JSON.stringify({ ...mine, signature: theirs.signature }), ourKey)).toBe('changed');
  });
});

function pemOf(key: ReturnType<typeof createPublicKey>): string {
  const type = key.type === 'public' ? 'spki' : 'pkcs8';
  return key.export({ type, format: 'pem' } as { type: 'spki'; format: 'pem' }).toString();
}
