import { Writable } from 'node:stream';
import { QueryFailedError } from 'typeorm';
import { createLogger, PinoLogger } from '../../../src/common/logger.js';

function logged(write: (logger: PinoLogger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()),
  });
  write(new PinoLogger(createLogger('trace', destination)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('The log', () => {
  it('has a line of JSON for each message, with who said it', () => {
    expect(logged((log) => log.warn('Redis is away', 'Redis'))).toMatchObject([
      { level: 40, context: 'Redis', msg: 'Redis is away' },
    ]);
  });

  it('takes fields before the message', () => {
    expect(logged((log) => log.log({ callId: 'a' }, 'call ended', 'Calls'))).toMatchObject([
      { level: 30, context: 'Calls', callId: 'a', msg: 'call ended' },
    ]);
  });

  it('keeps the stack that Nest gives beside an error', () => {
    expect(logged((log) => log.error('it broke', 'Error: it broke\n at x', 'Nest'))).toMatchObject([
      { level: 50, context: 'Nest', msg: 'it broke', stack: expect.stringContaining('at x') },
    ]);
  });

  it('has an error’s message, code and stack, and not what it was about', () => {
    const driverError = Object.assign(new Error('duplicate key'), { code: '23505', detail: '+12025550150' });
    const error = new QueryFailedError('INSERT', ['+12025550150'], driverError);
    const [line] = logged((log) => log.error({ err: error }, 'a request failed', 'Http'));
    expect(line).toMatchObject({
      err: { type: 'QueryFailedError', message: 'duplicate key', stack: expect.any(String) },
    });
    expect(JSON.stringify(line)).not.toContain('5550150');
    expect(JSON.stringify(logged((log) => log.error(error, 'Http')))).not.toContain('5550150');
  });
});
