import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { placeFrom, readSettings } from '../../../scripts/lib/place.mjs';
import { makeSecrets } from '../../../scripts/lib/secrets.mjs';
import { serviceEnvironment } from '../../../scripts/lib/service-environment.mjs';

const settings = (changes: Record<string, string> = {}) => ({ ...readSettings({}), ...changes });

test('every setting has a default in .env.example', () => {
  const place = placeFrom(settings({ THROUGHLINE_HOME: '/srv/throughline' }));
  expect(place).toMatchObject({
    home: '/srv/throughline',
    rootfs: '/srv/throughline/rootfs',
    httpPort: 3000,
    sipPort: 5060,
    defaultCountry: 'US',
  });
});

test('the environment wins', () => {
  expect(placeFrom(readSettings({ SIP_PORT: '5080' })).sipPort).toBe(5080);
});

test('copies may share a root file system', () => {
  expect(placeFrom(settings({ THROUGHLINE_ROOTFS: '/srv/rootfs' })).rootfs).toBe('/srv/rootfs');
});

test('the service is told what was set', () => {
  const home = mkdtempSync(join(tmpdir(), 'throughline-place-'));
  makeSecrets(home);
  const given = { THROUGHLINE_HOME: home, SIP_PORT: '5080', DEFAULT_COUNTRY: 'DE', ORGANISATION: 'A clinic' };
  const { SIP_PORT, DEFAULT_COUNTRY, ORGANISATION } = serviceEnvironment(placeFrom(settings(given)));
  rmSync(home, { recursive: true });
  expect({ THROUGHLINE_HOME: home, SIP_PORT, DEFAULT_COUNTRY, ORGANISATION }).toEqual(given);
});

test.each([
  ['SIP_PORT', 'x', 'SIP_PORT is "x": it must be a port from 1 to 65535'],
  ['HTTP_PORT', '65536', 'HTTP_PORT is "65536"'],
  ['HTTP_PORT', '', 'HTTP_PORT is "": it must not be empty'],
  ['RTP_PORT_MAX', '10001', 'RTP_PORT_MAX is "10001": it must leave room for a call above RTP_PORT_MIN'],
  ['DEFAULT_COUNTRY', 'Germany', 'DEFAULT_COUNTRY is "Germany": it must be two capital letters, e.g. US'],
  ['DEMO', 'maybe', 'DEMO is "maybe": it must be on, off'],
])('%s=%s is refused by name', (name, value, sentence) => {
  expect(() => placeFrom(settings({ [name]: value }))).toThrow(sentence);
});
