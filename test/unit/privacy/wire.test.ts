import { WatchList } from '../../privacy/watched.js';
import { sentence } from '../../privacy/leak.js';
import type { Frame } from '../../privacy/pcap.js';
import { Wire } from '../../privacy/wire.js';
import { tcpFrame, udpFrame } from './frames.js';

const BOARD = { ip: '127.0.0.1', port: 5060 };
const CALLERS = { ip: '127.0.0.11', port: 5070 };
const LINES = { ip: '127.0.0.12', port: 5070 };
const [PUBLISHED, CALLER, LINE] = ['+12025550100', '+12025550120', '+12025550170'];

interface Message {
  start: string;
  callId?: string;
  from?: string;
  to?: string;
  more?: string[];
  cseq?: number;
  body?: string;
}

const sip = ({
  start,
  callId = 'in',
  from = CALLER,
  to = PUBLISHED,
  more = [],
  cseq = 1,
  body = '',
}: Message): string =>
  [
    start,
    `From: "x" <sip:${from}@192.0.2.1>;tag=1`,
    `t: <sip:${to}@192.0.2.1>`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${start.startsWith('SIP') ? 'INVITE' : start.split(' ')[0]}`,
    ...more,
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');

const sdp = (ip: string): string => `v=0\r\nc=IN IP4 ${ip}\r\nm=audio 4000 RTP/AVP 0\r\n`;

const fromCaller = (message: Message): Frame => udpFrame(CALLERS, BOARD, sip(message));
const toCaller = (message: Message): Frame => udpFrame(BOARD, CALLERS, sip(message));
const out = { callId: 'out', from: PUBLISHED, to: LINE };
const toLine = (message: Message): Frame => udpFrame(BOARD, LINES, sip({ ...out, ...message }));
const fromLine = (message: Message): Frame => udpFrame(LINES, BOARD, sip({ ...out, ...message }));

const INVITED = fromCaller({ start: `INVITE sip:${PUBLISHED}@b SIP/2.0`, body: sdp(CALLERS.ip) });
const RUNG = toLine({ start: `INVITE sip:${LINE}@c SIP/2.0` });
const ANSWERED = fromLine({ start: 'SIP/2.0 200 OK', body: sdp(LINES.ip) });
const CALL = [INVITED, RUNG, ANSWERED, toCaller({ start: 'SIP/2.0 200 OK' })];

const rtp = (payload: Buffer, type = 0, time = 0): Buffer => {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = type;
  header.writeUInt32BE(time, 4);
  return Buffer.concat([header, payload]);
};
const board = { ip: BOARD.ip, port: 10_000 };
const callersPhone = { ip: CALLERS.ip, port: 11_000 };
const linesPhone = { ip: LINES.ip, port: 11_002 };
const key = (digit: string, time: number): Buffer =>
  rtp(Buffer.from([Number(digit), 0x80, 0, 160]), 101, time);
const keys = (digits: string, from: typeof board, to: typeof board): Frame[] =>
  [...digits].flatMap((digit, i) => [0, 1].map(() => udpFrame(from, to, key(digit, i))));

function leaks(...frames: Frame[]): string[] {
  const list = new WatchList();
  list.add(LINE, 'the line');
  const wire = new Wire(
    {
      sip: 5060,
      peersSip: 5070,
      media: { first: 10_000, last: 10_999 },
      peersMedia: { first: 11_000, last: 11_999 },
    },
    list,
  );
  return wire.take([...CALL, ...frames]).map(sentence);
}

describe('the rules of the wire', () => {
  it('let a call be: each number where it has to stand', () => {
    expect(leaks()).toEqual([]);
  });

  it.each<[string, Frame]>([
    ['the rest of the dialog with the line', toLine({ start: `BYE sip:${LINE}@c SIP/2.0` })],
    [
      'an answer to the line, which is From there',
      toLine({ start: 'SIP/2.0 200 OK', from: LINE, to: PUBLISHED }),
    ],
    [
      'a request to the caller, who is To and the target',
      toCaller({ start: `BYE sip:x@a SIP/2.0`, from: PUBLISHED, to: CALLER }),
    ],
  ])('let %s be', (_, frame) => {
    expect(leaks(frame)).toEqual([]);
  });

  it.each<[string, Frame, RegExp]>([
    [
      "the caller's number in From to the line",
      toLine({ start: `INVITE sip:${LINE}@c SIP/2.0`, from: CALLER }),
      /peer's from went to a line, in INVITE, from/,
    ],
    [
      'the line in PAI to the caller',
      toCaller({ start: 'SIP/2.0 180 Ringing', more: [`P-Asserted-Identity: <tel:${LINE}>`] }),
      /the line went to a caller, in 180 to INVITE, p-asserted-identity/,
    ],
    [
      'the line in From to the caller',
      toCaller({ start: 'SIP/2.0 200 OK', from: LINE }),
      /the line went to a caller, in 200 to INVITE, from/,
    ],
    [
      'the line in a header on its own leg',
      toLine({ start: `INVITE sip:${LINE}@c SIP/2.0`, more: [`P-Called-Party-ID: <sip:${LINE}@c>`] }),
      /p-called-party-id/,
    ],
    [
      "the line's number in SDP",
      toCaller({ start: 'SIP/2.0 200 OK', body: `s=${LINE.slice(1)}` }),
      /body \(digits\)/,
    ],
    [
      'a number in base64',
      toCaller({ start: 'SIP/2.0 200 OK', more: [`X-Ref: ${Buffer.from(LINE).toString('base64')}`] }),
      /x-ref \(base64\)/,
    ],
    [
      "the caller's media address to the line",
      toLine({ start: `INVITE sip:${LINE}@c SIP/2.0`, body: sdp(CALLERS.ip) }),
      /media address went to a line/,
    ],
    [
      "the line's media address to the caller",
      toCaller({ start: 'SIP/2.0 200 OK', body: sdp(LINES.ip) }),
      /media address went to a caller/,
    ],
    ['what is no SIP at all', udpFrame(BOARD, CALLERS, `call ${LINE}`), /no SIP, several parts/],
    [
      'a number over TCP, to a peer',
      tcpFrame(
        { ...BOARD, port: 40_001 },
        CALLERS,
        1,
        sip({ start: 'SIP/2.0 180 Ringing', more: [`Subject: ${LINE}`] }),
      ),
      /subject/,
    ],
    [
      'a number over TCP, from a peer that connected',
      tcpFrame(
        BOARD,
        { ...CALLERS, port: 40_000 },
        1,
        sip({ start: 'SIP/2.0 180 Ringing', more: [`Subject: ${LINE}`] }),
      ),
      /subject/,
    ],
    [
      'media from party to party',
      udpFrame(callersPhone, linesPhone, rtp(Buffer.alloc(160))),
      /past the switchboard/,
    ],
    [
      'a number in the sound',
      udpFrame(board, callersPhone, rtp(Buffer.from(`x${LINE}x`))),
      /a packet \(digits\)/,
    ],
    [
      'an address in RTCP',
      udpFrame(
        board,
        callersPhone,
        Buffer.concat([Buffer.from([0x80, 202, 0, 3]), Buffer.from(`cname@${LINES.ip} `)]),
      ),
      /RTCP/,
    ],
  ])('find %s', (_, frame, told) => {
    const found = leaks(frame);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(told);
    expect(found[0]).not.toMatch(/\d{4}/);
  });

  it('find a number that the switchboard itself dials in keys, and let pass what a party presses', () => {
    const digits = LINE.slice(2);
    expect(leaks(...keys(digits, board, callersPhone))).toEqual(['the line went to a party, in DTMF (keys)']);
    expect(leaks(...keys(digits, linesPhone, board), ...keys(digits, board, callersPhone))).toEqual([]);
  });

  it('find keys that the switchboard sends by INFO, each of them once', () => {
    const info = (digit: string, i: number) =>
      toLine({ start: 'INFO sip:x@c SIP/2.0', cseq: 10 + i, body: `Signal=${digit}\r\nDuration=100\r\n` });
    const digits = [...CALLER.slice(2)].map(info);
    expect(leaks(...digits.flatMap((frame) => [frame, frame]))).toEqual([
      "a number in a peer's from went to a party, in DTMF (keys)",
    ]);
  });

  it('find what a peer wrote in a body, told to the other', () => {
    const wrote = fromLine({ start: 'MESSAGE sip:x@b SIP/2.0', body: 'call me at +12025550188' });
    const told = toCaller({ start: 'MESSAGE sip:x@a SIP/2.0', body: 'call them at 202-555-0188' });
    expect(leaks(wrote, told)).toEqual([
      "a number in a peer's body went to a caller, in MESSAGE, body (digits)",
    ]);
  });

  it('let a caller who is called back be dialled, and named to nobody', () => {
    const back = { callId: 'back', to: CALLER, from: PUBLISHED };
    const start = `INVITE sip:${CALLER}@c SIP/2.0`;
    expect(leaks(toLine({ ...back, start }))).toEqual([]);
    expect(leaks(toLine({ ...back, start, from: LINE }))).toHaveLength(1);
  });

  it('refuse to search where both sides have one address', () => {
    const same = fromLine({ start: 'SIP/2.0 183 Progress', body: sdp(CALLERS.ip) });
    expect(() => leaks(same)).toThrow('share the media address 127.0.0.11');
  });
});
