import { inbound } from '../trunks/inbound.js';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import type { Caller } from '../../../src/call-flow/plan.js';
import { CallerNumber } from '../../../src/callers/caller-number.js';
import { Callers } from '../../../src/callers/callers.js';
import { CallerOpener } from '../../../src/callers/open-caller.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { LineSealer } from '../../../src/direct-lines/line-sealer.js';
import { Vault } from '../../../src/vault/vault.js';
import { keyring, sealOpener } from '../vault/keys.js';

const NUMBER = '+12025550120';
const keys = keyring();
const vault = new Vault(keys);
const callers = new Callers(inbound(), vault);
const opener = new CallerOpener(sealOpener(keys));
const callId = randomUUID();
const recognised = (text: string): Caller => {
  const caller = callers.recognise(text, callId, null);
  if (!caller) throw new Error('nobody was recognised');
  return caller;
};

describe('A caller', () => {
  it.each([NUMBER, '12025550120', '2025550120', '(202) 555-0120'])('is the same, written as %s', (text) => {
    const { token, line } = recognised(text);
    expect([token, line]).toEqual([recognised(NUMBER).token, recognised(NUMBER).line]);
    expect(token).toBe(callers.tokenOf(new CallerNumber(NUMBER)));
  });

  it.each([
    '',
    'anonymous',
    'Anonymous',
    'unknown',
    'restricted',
    '+',
    '12',
    '+1202555012',
    'sip:2025550120@x',
  ])('without a number is nobody: %j', (text) => expect(callers.recognise(text, callId, null)).toBeNull());

  it('is known by two tokens that tell nothing of each other, and by nothing of the number', () => {
    const caller = recognised(NUMBER);
    expect(caller.token).not.toBe(caller.line);
    expect(caller.token).toMatch(/^[\w-]{43}$/);
    expect(inspect(caller, { depth: null })).not.toMatch(/5550120/);
  });

  it('is a professional by the index of their direct line', () => {
    const { numberIndex } = new LineSealer(vault).seal(randomUUID(), new DirectLine(NUMBER));
    expect(recognised(NUMBER).line).toBe(numberIndex.toString('base64url'));
  });

  it('is sealed to the call', async () => {
    const { sealed } = recognised(NUMBER);
    expect((await opener.open(callId, sealed)).reveal()).toBe(NUMBER);
    const other = randomUUID();
    await expect(opener.open(other, sealed)).rejects.toMatchObject({
      code: 'seal-broken',
      message: `The caller of ${other} cannot be opened: it was not sealed as what it is used for; nobody can be called back there`,
    });
  });

  it('shows as [caller]', () => {
    const number = new CallerNumber(NUMBER);
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- printing it is the test
    expect([String(number), `${number}`, JSON.stringify(number), inspect(number)]).toEqual([
      '[caller]',
      '[caller]',
      '"[caller]"',
      '[caller]',
    ]);
  });
});
