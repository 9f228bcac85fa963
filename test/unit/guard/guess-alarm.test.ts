import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import type { Config } from '../../../src/config/config.js';
import { GuessAlarm } from '../../../src/guard/guess-alarm.js';

const guesses = { caller: { hour: 5, day: 20 }, overall: { hour: 100, day: 1000 } };

describe('The alarm', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const said = () => warn.mock.calls.map(([text]) => String(text).split(':')[0]);
  let alarm: GuessAlarm;

  beforeEach(() => {
    warn.mockClear();
    alarm = new GuessAlarm({ guesses } as Config);
  });
  afterAll(() => warn.mockRestore());

  it('is given once, however long the guessing goes on', () => {
    for (let i = 0; i < 3; i++) alarm.heard('overall-spent', { hour: 100, day: 500 });
    alarm.heard('caller-spent');
    alarm.heard('granted', { hour: 99, day: 500 });
    alarm.heard('overall-spent', { hour: 100, day: 501 });
    expect(said()).toEqual(['Too many wrong extensions are dialled']);
  });

  it('is called off once, when a tenth of both windows is free again', () => {
    alarm.heard('overall-spent', { hour: 100, day: 1000 });
    alarm.heard('granted', { hour: 10, day: 901 });
    alarm.heard('granted', { hour: 91, day: 10 });
    expect(said()).toHaveLength(1);
    for (let i = 0; i < 3; i++) alarm.heard('granted', { hour: 90, day: 900 });
    expect(said()).toEqual(['Too many wrong extensions are dialled', 'Wrong extensions are few again']);
  });

  it('is silent where there is nothing to tell', () => {
    alarm.heard('granted', { hour: 0, day: 0 });
    alarm.heard('caller-spent');
    expect(said()).toEqual([]);
  });

  it('can be given again', () => {
    for (const hour of [100, 0, 100]) alarm.heard(hour ? 'overall-spent' : 'granted', { hour, day: hour });
    expect(said()).toHaveLength(3);
  });
});
