import { fill } from '../../../scripts/lib/asterisk-config.mjs';

test('tokens become values', () => {
  expect(
    fill('bind = {{SIP_ADDRESS}}:{{SIP_PORT}}', { SIP_ADDRESS: '127.0.0.1', SIP_PORT: 5060 }, 'pjsip.conf'),
  ).toBe('bind = 127.0.0.1:5060');
});

test('an unknown token is named, with its file', () => {
  expect(() => fill('{{SIP_PROT}}', { SIP_PORT: 5060 }, 'pjsip.conf')).toThrow(
    'pjsip.conf asks for {{SIP_PROT}}',
  );
});
