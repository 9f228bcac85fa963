import { readFileSync } from 'node:fs';
import { PinoLogger, createLogger } from '../../../src/common/logger.js';
import { SecurityLog } from '../../../src/asterisk/security-log.js';
import { AmiReader, request } from '../../../src/asterisk/ami-messages.js';

const told = (event: string, more: Record<string, string> = {}) => ({
  Event: event,
  Service: 'PJSIP',
  AccountID: '+12025550120',
  RemoteAddress: 'IPV4/UDP/192.0.2.44/5060',
  ...more,
});

function securityLog(now = () => 0) {
  const lines: string[] = [];
  const pino = new PinoLogger(createLogger('info', { write: (line) => void lines.push(line) }));
  const logger = Object.assign(pino, { localInstance: pino });
  return { lines, log: new SecurityLog(logger as never, now) };
}

/** The filter as fail2ban reads it: <ADDR> is an address. */
const failregex = (): RegExp => {
  const filter = readFileSync('deploy/fail2ban/throughline.conf', 'utf8');
  const [, pattern = ''] = /^failregex = (.*)$/m.exec(filter) ?? [];
  return new RegExp(pattern.replace('<ADDR>', '(?<address>[0-9a-fA-F.:]+)'));
};

describe('who knocked at the door', () => {
  it.each([
    'InvalidAccountID',
    'InvalidPassword',
    'ChallengeResponseFailed',
    'RequestBadFormat',
    'FailedACL',
  ])('is written for %s as fail2ban reads it, without a name', (event) => {
    const { log, lines } = securityLog();
    log.take(told(event));
    expect(failregex().exec(lines[0] ?? '')?.groups).toMatchObject({ address: '192.0.2.44' });
    expect(lines.join()).not.toContain('2025550120');
  });

  it('is nobody to ban who was only asked for a password', () => {
    const { log, lines } = securityLog();
    log.take(told('ChallengeSent'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(failregex());
  });

  it.each([
    ['the service itself', { Service: 'AMI' }],
    ['what Asterisk does not tell so', { RemoteAddress: 'IPV4/UDP/192.0.2.44 address=192.0.2.1/5060' }],
    ['other news', { Event: 'SuccessfulAuth' }],
  ])('leaves out %s', (_, more) => {
    const { log, lines } = securityLog();
    log.take(told('InvalidPassword', more));
    expect(lines).toEqual([]);
  });

  it('is counted to the last one, however many come in a second, and written a hundred times', () => {
    let now = 0;
    const { log, lines } = securityLog(() => now);
    for (let i = 0; i < 250; i++) log.take(told('InvalidAccountID'));
    expect(lines).toHaveLength(100);
    now = 1_000;
    log.take(told('InvalidAccountID'));
    expect(lines[100]).toContain('security events=150 more in a second');
    expect(log.counts.get('InvalidAccountID')).toBe(251);
  });
});

describe('the manager interface', () => {
  it('is read in pieces as it comes', () => {
    const reader = new AmiReader();
    expect(reader.read('Asterisk Call Manager/11.0.0\r\nResponse: Succ')).toEqual([]);
    expect(reader.read('ess\r\nActionID: 1\r\n\r\nEvent: A\r\n')).toEqual([
      { Response: 'Success', ActionID: '1' },
    ]);
    expect(reader.read('\r\n')).toEqual([{ Event: 'A' }]);
  });

  it('is left when a message has no end', () => {
    expect(() => new AmiReader().read('x'.repeat(70_000))).toThrow('no end');
  });

  it('takes no second field in a value', () => {
    expect(request({ Action: 'Ping\r\nSecret: x' })).toBe('Action: PingSecret: x\r\n\r\n');
  });
});
