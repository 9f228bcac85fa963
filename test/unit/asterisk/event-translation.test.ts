import { translate } from '../../../src/asterisk/event-translation.js';
import { LegBook } from '../../../src/asterisk/legs.js';

const CALLER = { id: 'ch-caller', name: 'PJSIP/t-1' };
const CALLEE = { id: 'ch-callee', name: 'PJSIP/t-2' };

function ringing(): LegBook {
  const book = new LegBook();
  const legs = book.open('call', CALLER.id);
  legs.offerIds = ['offer-a', 'offer-b'];
  book.addCallee(legs, 'offer-b', CALLEE.id);
  return book;
}

const fact = (event: object, book = ringing()) => translate(event as never, book)?.fact;

describe('what Asterisk says, in the words of the call', () => {
  it.each([
    [
      'a key of the caller',
      { type: 'ChannelDtmfReceived', channel: CALLER, digit: '4' },
      { type: 'key-pressed', key: '4' },
    ],
    [
      'a key of the callee',
      { type: 'ChannelDtmfReceived', channel: CALLEE, digit: '1' },
      { type: 'callee-key-pressed', offerId: 'offer-b', key: '1' },
    ],
    [
      'a phone that rings, by its Local channel',
      {
        type: 'Dial',
        caller: CALLER,
        peer: { id: 'x', name: 'Local/offer-b@line-of-several-1;1' },
        dialstatus: 'RINGING',
      },
      { type: 'callee-rang', offerId: 'offer-b' },
    ],
    [
      'the joining',
      { type: 'Dial', caller: CALLER, peer: CALLEE, dialstatus: 'ANSWER' },
      { type: 'legs-joined' },
    ],
    [
      'the end of a saying',
      {
        type: 'PlaybackFinished',
        playback: { id: 'call.7', state: 'done', target_uri: `channel:${CALLER.id}` },
      },
      { type: 'prompts-finished', sayingId: 7 },
    ],
    [
      'a sound that could not be played',
      {
        type: 'PlaybackFinished',
        playback: { id: 'call.7', state: 'failed', media_uri: 'sound:x', target_uri: `channel:${CALLER.id}` },
      },
      { type: 'prompts-failed', sayingId: 7, prompt: 'sound:x' },
    ],
    [
      'the hang-up',
      { type: 'ChannelHangupRequest', channel: CALLER, cause: 16 },
      { type: 'caller-hung-up', cause: 16 },
    ],
    [
      'the way back from the dialplan',
      { type: 'StasisStart', channel: CALLER, args: ['rung', 'BUSY', '17'] },
      { type: 'ringing-ended', outcome: 'busy', cause: 17 },
    ],
  ])('%s', (_, event, expected) => expect(fact(event)).toEqual(expected));

  it('leaving Stasis is a hang-up, unless the dialplan has the caller', () => {
    const book = ringing();
    expect(fact({ type: 'StasisEnd', channel: CALLER }, book)).toEqual({ type: 'caller-hung-up', cause: 16 });
    book.ofChannel(CALLER.id)!.legs.isHandedOver = true;
    expect(fact({ type: 'StasisEnd', channel: CALLER }, book)).toBeUndefined();
  });

  it.each([
    ['an unknown type', { type: 'NeverHeardOf', channel: CALLER }],
    [
      'a channel of no call',
      { type: 'ChannelDtmfReceived', channel: { id: 'other', name: 'x' }, digit: '1' },
    ],
    [
      'a whisper that ended',
      {
        type: 'PlaybackFinished',
        playback: { id: 'abc', state: 'done', target_uri: `channel:${CALLEE.id}` },
      },
    ],
    ['an event without a channel', { type: 'ApplicationReplaced' }],
  ])('nothing, of %s', (_, event) => expect(fact(event)).toBeUndefined());
});

/** A consent call whose line rings. */
function calling(): LegBook {
  const book = new LegBook();
  book.open('call', CALLER.id).isBeingCalled = true;
  return book;
}

describe('of a line that we call ourselves', () => {
  it('its answer', () =>
    expect(fact({ type: 'StasisStart', channel: CALLER, args: ['line-answered'] }, calling())).toEqual({
      type: 'line-answered',
    }));

  it.each([
    [17, 'busy'],
    [21, 'declined'],
    [19, 'no-answer'],
    [16, 'no-answer'],
    [34, 'trunk-failed'],
    [undefined, 'unreachable'],
  ])('its end with cause %s before that: %s', (cause, outcome) =>
    expect(fact({ type: 'ChannelDestroyed', channel: CALLER, cause }, calling())).toEqual({
      type: 'line-not-reached',
      outcome,
      cause: cause ?? 0,
    }),
  );

  it('nothing, of a hang-up that is only asked for, and of a key before the answer', () => {
    expect(fact({ type: 'ChannelHangupRequest', channel: CALLER, cause: 16 }, calling())).toBeUndefined();
    expect(fact({ type: 'ChannelDtmfReceived', channel: CALLER, digit: '1' }, calling())).toBeUndefined();
  });
});
