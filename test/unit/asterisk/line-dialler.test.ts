import { LegBook } from '../../../src/asterisk/legs.js';
import { LineAddresses } from '../../../src/asterisk/line-addresses.js';
import { LineDialler } from '../../../src/asterisk/line-dialler.js';
import type { Fact } from '../../../src/call-runtime/ports.js';
import { DirectLine } from '../../../src/direct-lines/direct-line.js';
import { offerOf, RULES } from '../call-flow/cast.js';
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
const CALL = { type: 'call-line', ask: ASK, without: [] as string[] } as const;

function door() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** The line on which each said yes; who is not in there said none. */
const lines = new Map<string, string>();
const consented = (name: string) => lines.get(name);

/** Attempts to call what no carrier is to be asked for. */
const refused = new Set<string>();

beforeEach(() => (lines.clear(), refused.clear()));

/** Doors that a test opens when it wants: first the line, then a place on a trunk. */
function dialling() {
  const ari = new RecordedAri();
  const book = new LegBook();
  const facts: Fact[] = [];
  const places = new Set<string>();
  const doors = { line: door(), trunk: door() };
  const log = { warn: () => undefined } as never;
  const list = { add: () => undefined, remove: () => undefined };
  const dialler = new LineDialler(
    ari.connection,
    {
      lines: {
        sealedLine: async () => ({ id: 'line' }),
        consentedLine: async ({ professionalId, lineId }: { professionalId: string; lineId: string }) =>
          lineId === consented(professionalId) ? { id: lineId } : undefined,
      },
      openLine: { openLine: () => doors.line.opened.then(() => new DirectLine('+12025550150')) },
      trunks: {
        take: async ({ attemptId, number }: { attemptId: string; number: DirectLine }) => {
          await doors.trunk.opened;
          if (refused.has(attemptId)) return { refused: 'not-allowed' };
          places.add(attemptId);
          return { trunkId: 'trunk', user: number.reveal(), presented: '+12025550100' };
        },
        giveBack: (attemptId: string) => places.delete(attemptId),
      },
    } as never,
    new LineAddresses(ari.connection, list as never, log),
    { settings: () => ({ id: 'trunk', host: '127.0.0.1', port: 5060, transport: 'udp' }) } as never,
    { report: (_: string, fact: Fact) => facts.push(fact) } as never,
    log,
  );
  return { ari, book, facts, places, dialler, ...{ line: doors.line.open, trunk: doors.trunk.open } };
}

/** The AORs that Asterisk was told of. */
const addresses = ({ requests }: RecordedAri): string[] =>
  requests.flatMap((request) => /^PUT .*\/aor\/(.*)$/.exec(request)?.[1] ?? []);

describe('a line that is called for its consent', () => {
  it('is called at an opaque address', async () => {
    const { ari, book, dialler, line, trunk } = dialling();
    line();
    trunk();
    await dialler.call(book.open('call', 'consent-call'), CALL);
    expect(ari.requests.at(-1)).toBe('POST channels/consent-call');
    expect(addresses(ari)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it.each(['line', 'trunk'] as const)(
    'is not called any more when the call has ended while a %s was waited for',
    async (door) => {
      const all = dialling();
      all[door === 'line' ? 'trunk' : 'line']();
      const called = all.dialler.call(all.book.open('call', 'consent-call'), CALL);
      all.book.close('call');
      all[door]();
      await called;
      expect(all.ari.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
      expect(all.places.size).toBe(0);
    },
  );

  it('is not called when it is another one by now', async () => {
    const { ari, book, dialler, line, trunk } = dialling();
    line();
    trunk();
    const called = dialler.call(book.open('call', 'consent-call'), {
      ...CALL,
      ask: { ...ASK, lineId: 'old' },
    });
    await expect(called).rejects.toThrow('another one by now');
    expect(ari.requests).toEqual([]);
  });

  it('is told why it is not called', async () => {
    const { ari, book, dialler, facts, line, trunk } = dialling();
    line();
    trunk();
    refused.add('call');
    await expect(dialler.call(book.open('call', 'consent-call'), CALL)).rejects.toThrow('not-allowed');
    expect(facts).toEqual([{ type: 'line-not-called', offerId: 'call', reason: 'not-allowed' }]);
    expect(ari.requests).toEqual([]);
  });

  it('has another address each time: the one before it may be about to go', async () => {
    const { ari, book, dialler, line, trunk } = dialling();
    line();
    trunk();
    const legs = book.open('call', 'consent-call');
    await dialler.call(legs, CALL);
    await dialler.call(legs, { ...CALL, without: ['trunk'] });
    expect(new Set(addresses(ari)).size).toBe(2);
  });
});

describe('several who are rung', () => {
  const ring = (...people: string[]) => ({
    type: 'ring' as const,
    language: 'en' as const,
    offers: people.map((name) => ({ ...offerOf(name), professionalId: name })),
    rules: RULES,
    presented: '+12025550100',
    without: [],
  });

  it('do without the one whose line cannot be opened', async () => {
    const { book, dialler, facts, line, trunk } = dialling();
    line();
    trunk();
    lines.set('somebody', 'line-of-somebody');
    const legs = book.open('call', 'caller');
    await dialler.ring(legs, ring('somebody', 'nobody'), 'sorry');
    expect(legs.offerIds).toEqual(['offer-of-somebody']);
    expect(facts).toEqual([
      { type: 'callee-left', offerId: 'offer-of-nobody', outcome: 'unreachable', cause: 0 },
      { type: 'line-dialled', offerId: 'offer-of-somebody', trunkId: 'trunk' },
    ]);
  });

  it('do without the one whose number is not called, and it is told why', async () => {
    const { book, dialler, facts, line, trunk } = dialling();
    line();
    trunk();
    for (const name of ['somebody', 'another']) lines.set(name, `line-of-${name}`);
    refused.add('offer-of-another');
    await dialler.ring(book.open('call', 'caller'), ring('somebody', 'another'), 'sorry');
    expect(facts).toEqual([
      { type: 'line-not-called', offerId: 'offer-of-another', reason: 'not-allowed' },
      { type: 'callee-left', offerId: 'offer-of-another', outcome: 'unreachable', cause: 0 },
      { type: 'line-dialled', offerId: 'offer-of-somebody', trunkId: 'trunk' },
    ]);
  });

  it.each([
    ['has withdrawn', undefined],
    ['has another line', 'another-line'],
  ])('are not rung by another trunk when their owner %s meanwhile', async (_, now) => {
    const { ari, book, dialler, line, trunk } = dialling();
    line();
    trunk();
    lines.set('somebody', 'line-of-somebody');
    const legs = book.open('call', 'caller');
    await dialler.ring(legs, ring('somebody'), 'sorry');
    const before = addresses(ari);
    if (now) lines.set('somebody', now);
    else lines.clear();
    await expect(dialler.ring(legs, { ...ring('somebody'), without: ['trunk'] }, 'sorry')).rejects.toThrow(
      'no line with a consent',
    );
    expect(addresses(ari)).toEqual(before);
  });

  it('are nobody when no line can be opened: it is said once', async () => {
    const { ari, book, dialler, line, trunk } = dialling();
    line();
    trunk();
    await expect(dialler.ring(book.open('call', 'caller'), ring('nobody'), 'sorry')).rejects.toThrow(
      'no line with a consent',
    );
    expect(ari.requests).toEqual([]);
  });
});
