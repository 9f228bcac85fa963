import type { CallRuntime } from '../../../src/call-runtime/call-runtime.js';
import type { AriEvent } from '../../../src/asterisk/ari-messages.js';
import type { ExchangeEvents } from '../../../src/asterisk/exchange-events.js';
import { LegBook } from '../../../src/asterisk/legs.js';
import { Reconciliation } from '../../../src/asterisk/reconciliation.js';
import { RecordedAri } from './recorded-ari.js';

/** A channel of Asterisk in our app, as it entered with `args`. */
const inApp = (id: string, ...args: string[]) => ({
  id,
  name: `PJSIP/${id}`,
  dialplan: { app_name: 'Stasis', app_data: ['throughline', ...args].join(',') },
});

function afterReconnect(state: object = { name: 'choosing', saying: null }) {
  const ari = new RecordedAri();
  ari.answers.set('GET channels', []).set('GET bridges', []);
  const book = new LegBook();
  const heard: string[] = [];
  const runtime = {
    post: (callId: string, { type }: { type: string }) => heard.push(`${callId} ${type}`),
    stateOf: () => state,
  };
  const events = {
    take: ({ channel, args }: AriEvent) => heard.push(`${channel?.id} enters: ${args?.join()}`),
  };
  const reconciliation = new Reconciliation(
    ari.connection,
    book,
    events as unknown as ExchangeEvents,
    runtime as unknown as CallRuntime,
  );
  const run = (...channels: object[]) => (ari.answers.set('GET channels', channels), reconciliation.run());
  return { ari, book, heard, run };
}

describe('what Asterisk said while nobody listened', () => {
  it('a caller who is gone has hung up', async () => {
    const { book, heard, run } = afterReconnect();
    book.open('call', 'caller');
    await run();
    expect(heard).toEqual(['call caller-hung-up']);
  });

  it('legs that are in a bridge are joined', async () => {
    const { ari, book, heard, run } = afterReconnect({ name: 'ringing' });
    book.open('call', 'caller').isHandedOver = true;
    ari.answers.set('GET bridges', [{ id: 'b', channels: ['caller', 'callee'] }]);
    await run({ id: 'caller', name: 'PJSIP/caller', dialplan: { app_name: 'Dial' } });
    expect(heard).toEqual(['call legs-joined']);
  });

  it('a phone whose ringing was not heard may have rung', async () => {
    const { book, heard, run } = afterReconnect({ name: 'ringing' });
    Object.assign(book.open('call', 'caller'), { isHandedOver: true, offerIds: ['offer'] });
    await run({ id: 'caller', name: 'PJSIP/caller', dialplan: { app_name: 'Dial' } });
    expect(heard).toEqual(['call callee-rang']);
  });

  it('a prompt that is no longer played is over, and one that is goes on', async () => {
    const { ari, book, heard, run } = afterReconnect({ name: 'choosing', saying: 3 });
    book.open('call', 'caller');
    await run(inApp('caller', 'arrived', '+12025550100'));
    expect(heard).toEqual([]);
    ari.answers.set('GET playbacks/call.3', 404);
    await run(inApp('caller', 'arrived', '+12025550100'));
    expect(heard).toEqual(['call prompts-finished']);
  });

  it('a caller who came back from Dial unheard comes back now', async () => {
    const { book, heard, run } = afterReconnect({ name: 'ringing' });
    book.open('call', 'caller').isHandedOver = true;
    await run(inApp('caller', 'rung', 'BUSY', '17'));
    expect(heard).toEqual(['caller enters: rung,BUSY,17']);
  });

  it('a line that answered its consent call unheard answers now', async () => {
    const { book, heard, run } = afterReconnect({ name: 'asking' });
    book.open('call', 'consent-call').isBeingCalled = true;
    await run(inApp('consent-call', 'line-answered'));
    expect(heard).toEqual(['consent-call enters: line-answered']);
  });

  it('whoever entered unheard enters now, and other channels are left alone', async () => {
    const { heard, run } = afterReconnect();
    await run(
      inApp('stranger', 'arrived', '+12025550100'),
      { id: 'other', name: 'x', dialplan: { app_name: 'Dial', app_data: '' } },
      { id: 'foreign', name: 'x', dialplan: { app_name: 'Stasis', app_data: 'another-app,arrived' } },
    );
    expect(heard).toEqual(['stranger enters: arrived,+12025550100']);
  });
});
