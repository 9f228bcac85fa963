import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../../src/config/config.js';
import { ReceiptKey } from '../../../src/data-subjects/receipt-key.js';

it('The key of receipts is one, whoever makes it first, and nothing is left beside it', async () => {
  const home = mkdtempSync(join(tmpdir(), 'throughline-keys-'));
  const keysDir = join(home, 'keys');
  const makers = [1, 2, 3, 4].map(() => new ReceiptKey({ keysDir } as Config));
  const keys = await Promise.all(makers.map((maker) => maker.publicKey()));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(1);
  expect(readdirSync(keysDir)).toEqual(['receipt.key']);
  expect(statSync(join(keysDir, 'receipt.key')).mode & 0o777).toBe(0o600);
  rmSync(home, { recursive: true });
});
