import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insideRoot } from '../../../scripts/lib/enter-root.mjs';
import { placeFrom } from '../../../scripts/lib/place.mjs';

export interface Certificate {
  certificate: string;
  key: string;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-days', '2'];

/** Signs certificates, in a folder of its own; everything is told by its file. */
export class Authority {
  private readonly folder = mkdtempSync(join(tmpdir(), 'authority-'));
  private readonly own: Certificate;

  constructor() {
    this.own = this.make('authority', []);
  }

  /** By it is known who was signed by this authority. */
  get certificate(): string {
    return this.own.certificate;
  }

  /** For whom the certificate is: an IPv4 address. */
  signs(address: string): Certificate {
    const { certificate, key } = this.own;
    const name = ['-addext', `subjectAltName=IP:${address}`, '-addext', 'basicConstraints=critical,CA:FALSE'];
    return this.make(address, ['-CA', certificate, '-CAkey', key, ...name]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private make(name: string, more: string[]): Certificate {
    const files = { certificate: join(this.folder, `${name}.crt`), key: join(this.folder, `${name}.key`) };
    const words = ['openssl', 'req', '-x509', ...NEW_KEY, '-subj', `/CN=${name}`, ...more];
    const all = [...words, '-keyout', files.key, '-out', files.certificate];
    const inside = insideRoot(placeFrom().rootfs, all, { user: 'root', paths: [this.folder] });
    const [command = '', ...args] = inside.argv;
    execFileSync(command, args, { env: inside.env, stdio: 'pipe' });
    // The carrier's Asterisk is another user; the key keeps nothing.
    chmodSync(files.key, 0o644);
    return files;
  }
}
