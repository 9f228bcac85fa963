import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../scripts/lib/place.mjs';
import { asteriskCli } from './asterisk-cli.js';
import type { Certificate } from './authority.js';

/**
 * Makes the second Asterisk a carrier over TLS too, at an address of its own. What is sent to it decides whether it
 * hears plain or encrypted audio: so a switchboard that forgets to encrypt is heard, and not only refused. Calls by
 * `switchboard-by-tls` it encrypts, and of those by `plain-audio-by-tls` all but the audio.
 */
export async function secureCarrier(place: Place, address: string, files: Certificate): Promise<void> {
  const etc = join(place.home, 'demo-carrier/etc');
  const [certificate, key] = [join(etc, 'carrier.crt'), join(etc, 'carrier.key')];
  copyFileSync(files.certificate, certificate);
  copyFileSync(files.key, key);
  const { demoSipPort, tlsPort } = place;
  appendFileSync(
    join(etc, 'pjsip.conf'),
    `
[tls]
type = transport
protocol = tls
bind = ${address}:${demoSipPort}
method = tlsv1_2
cert_file = ${certificate}
priv_key_file = ${key}

[lines](+type=endpoint)
media_encryption = sdes
media_encryption_optimistic = yes
[lines](+type=identify)
match = 127.0.0.1

[by-tls](!,carrier)
transport = tls
aors = switchboard-by-tls
media_address = 127.0.0.11
[switchboard-by-tls](by-tls)
media_encryption = sdes
[plain-audio-by-tls](by-tls)
[switchboard-by-tls]
type = aor
contact = sip:127.0.0.1:${tlsPort}\\;transport=tls
`,
  );
  await asteriskCli(place, 'demo-carrier', 'module load res_srtp.so');
  await asteriskCli(place, 'demo-carrier', 'module reload res_pjsip.so');
}
