import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { insideRoot } from './enter-root.mjs';
import { Trouble } from './project.mjs';
import { keysFolder } from './secrets.mjs';

/** @typedef {import('./place.mjs').Place} Place */

const CERTIFICATE = 'tls.crt';
const KEY = 'tls.key';
const AUTHORITIES = 'tls-authorities.crt';

/** What pjsip.conf has of them: without authorities there is nothing to check by. @param {Place} place */
export const authoritiesLines = ({ home, tls }) =>
  tls.authorities
    ? `ca_list_file = ${path.join(home, 'switchboard/etc', AUTHORITIES)}\nverify_server = yes`
    : 'verify_server = no';

/** Puts the files of SIP over TLS where Asterisk may read them. @param {Place} place @param {string} folder */
export function giveTlsFiles(place, folder) {
  const { certificate, key, authorities } = place.tls;
  if (Boolean(certificate) !== Boolean(key))
    throw new Trouble('TLS_CERT_FILE and TLS_KEY_FILE belong together: give both in .env, or neither.');
  const own = certificate ? { certificate, key } : ownFiles(place);
  give('TLS_CERT_FILE', own.certificate, path.join(folder, CERTIFICATE));
  give('TLS_KEY_FILE', own.key, path.join(folder, KEY));
  if (authorities) give('TLS_CA_FILE', authorities, path.join(folder, AUTHORITIES));
}

/** @param {string} setting @param {string} from @param {string} to */
function give(setting, from, to) {
  if (!existsSync(from)) throw new Trouble(`${setting}: there is no file ${from}. Correct it in .env.`);
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

/** Made once; ten years are longer than anybody trusts a certificate that is nobody's word. @param {Place} place */
function ownFiles(place) {
  const folder = keysFolder(place.home);
  const files = { certificate: path.join(folder, CERTIFICATE), key: path.join(folder, KEY) };
  if (!existsSync(files.certificate)) sign(place, folder, files);
  return files;
}

/** @param {Place} place @param {string} folder @param {{ certificate: string, key: string }} files */
function sign({ rootfs }, folder, { certificate, key }) {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  const openssl = ['openssl', 'req', '-x509', ...curve, '-days', '3650', '-subj', '/CN=throughline'];
  const words = [...openssl, '-keyout', key, '-out', certificate];
  // In a container there is no root file system: it is one.
  const inside = existsSync(rootfs)
    ? insideRoot(rootfs, words, { user: 'root', paths: [folder] })
    : { argv: words, env: process.env };
  const [command = '', ...args] = inside.argv;
  const { status, stderr } = spawnSync(command, args, { env: inside.env, encoding: 'utf8' });
  if (status !== 0)
    throw new Trouble(`openssl made no certificate for SIP over TLS: ${stderr.trim().split('\n').at(-1)}`);
  chmodSync(key, 0o600);
}
