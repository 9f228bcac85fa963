import { placeFrom, readSettings } from '../../../scripts/lib/place.mjs';

const settings = (changes: Record<string, string> = {}) => ({ ...readSettings({}), ...changes });

test('every setting has a default in .env.example', () => {
  const place = placeFrom(settings({ THROUGHLINE_HOME: '/srv/throughline' }));
  expect(place).toMatchObject({
    home: '/srv/throughline',
    rootfs: '/srv/throughline/rootfs',
    httpPort: 3000,
    sipPort: 5060,
  });
});

test('the environment wins', () => {
  expect(placeFrom(readSettings({ SIP_PORT: '5080' })).sipPort).toBe(5080);
});

test('copies may share a root file system', () => {
  expect(placeFrom(settings({ THROUGHLINE_ROOTFS: '/srv/rootfs' })).rootfs).toBe('/srv/rootfs');
});

test.each([
  ['SIP_PORT', 'x', 'SIP_PORT is "x": it must be a port from 1 to 65535'],
  ['HTTP_PORT', '65536', 'HTTP_PORT is "65536"'],
  ['HTTP_PORT', '', 'HTTP_PORT is "": it must not be empty'],
  ['RTP_PORT_MAX', '10001', 'RTP_PORT_MAX is "10001": it must leave room for a call above RTP_PORT_MIN'],
  ['DEMO', 'maybe', 'DEMO is "maybe": it must be on, off'],
])('%s=%s is refused by name', (name, value, sentence) => {
  expect(() => placeFrom(settings({ [name]: value }))).toThrow(sentence);
});
