import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Version 0.1 derived its keys from the master key. What they sealed and indexed stays as it is. */
export class FirstKeys {
  readonly id: string;
  readonly sealing: KeyObject;
  readonly indexing: KeyObject;

  constructor(master: Buffer) {
    this.id = derive(master, 'id').toString('hex').slice(0, 16);
    this.sealing = createSecretKey(derive(master, 'sealing'));
    this.indexing = createSecretKey(derive(master, 'indexing'));
  }
}

function derive(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `throughline direct lines: ${purpose}`, 32));
}
