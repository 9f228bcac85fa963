import { LegBook } from '../../../src/asterisk/legs.js';
import { LineDialler } from '../../../src/asterisk/line-dialler.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { RecordedAri } from './recorded-ari.js';

const ASK = {
  requestId: 'request',
  professionalId: 'professional',
  lineId: 'line',
  listingId: 'listing',
  categoryId: 'category',
  presented: '+12025550100',
  language: 'en',
  question: 'text/question',
} as const;

/** A consent call whose line takes its time to be opened. */
function calling() {
  const ari = new RecordedAri();
  const book = new LegBook();
  let open = (): void => {};
  const opened = new Promise<DirectLine>((resolve) => (open = () => resolve(new DirectLine('+12025550150'))));
  const trunk = { id: 'trunk', host: '127.0.0.1', port: 5060, transport: 'udp' };
  const dialler = new LineDialler(
    ari.connection,
    {
      lines: { sealedLine: async () => ({ id: 'line' }) },
      openLine: { openLine: () => opened },
      trunks: {
        take: async () => ({ trunkId: 'trunk', user: '+12025550150', presented: '+12025550100' }),
        giveBack: () => undefined,
      },
    } as never,
    { settings: () => trunk } as never,
    { report: () => undefined } as never,
    { warn: () => undefined } as never,
  );
  const call = dialler.call(book.open('call', 'consent-call'), { type: 'call-line', ask: ASK, without: [] });
  return { ari, book, call, open };
}

describe('a line that is called for its consent', () => {
  it('is called at an opaque address', async () => {
    const { ari, call, open } = calling();
    open();
    await call;
    expect(ari.requests.at(-1)).toBe('POST channels/consent-call');
  });

  it('is not called any more when the call has ended while the line was opened', async () => {
    const { ari, book, call, open } = calling();
    book.close('call');
    open();
    await call;
    expect(ari.requests).toEqual([]);
  });
});
