import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PacketReader } from '../../privacy/packets.js';
import { PcapFile } from '../../privacy/pcap.js';
import { SipSplitter } from '../../privacy/sip.js';
import { TcpStream } from '../../privacy/tcp-stream.js';
import { ethernet, ipv4, ipv6, tcpFrame, udp, udpFrame } from './frames.js';

const A = { ip: '127.0.0.1', port: 5060 };
const B = { ip: '127.0.0.22', port: 5070 };

describe('a capture file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pcap-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const header = () => {
    const bytes = Buffer.alloc(24);
    bytes.writeUInt32LE(0xa1b2c3d4, 0);
    bytes.writeUInt32LE(1, 20);
    return bytes;
  };
  const frame = (text: string, sent = text.length) => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32LE(text.length, 8);
    bytes.writeUInt32LE(sent, 12);
    return Buffer.concat([bytes, Buffer.from(text)]);
  };

  it('is read while it grows, a frame as soon as it is whole', () => {
    const path = join(folder, 'grows');
    const file = new PcapFile(path);
    expect(file.read()).toEqual([]);
    appendFileSync(path, Buffer.concat([header(), frame('one'), frame('second').subarray(0, 18)]));
    expect(file.read().map(({ bytes }) => String(bytes))).toEqual(['one']);
    appendFileSync(path, frame('second').subarray(18));
    expect(file.read().map(({ bytes }) => String(bytes))).toEqual(['second']);
  });

  it('that kept a frame in part is no proof', () => {
    const path = join(folder, 'part');
    appendFileSync(path, Buffer.concat([header(), frame('one', 9)]));
    expect(() => new PcapFile(path).read()).toThrow('9 bytes was captured in part (3)');
  });
});

describe('packets', () => {
  it('are read with their addresses', () => {
    const packet = new PacketReader().read(udpFrame(A, B, 'hello'));
    expect(packet).toMatchObject({ protocol: 'udp', from: A, to: B });
    expect(String(packet?.payload)).toBe('hello');
  });

  it('are put together from fragments, in whatever order they come', () => {
    const whole = udp(A, B, Buffer.from('a long message, in three pieces of which one comes late'));
    const pieces = [
      ipv4(A, B, 17, whole.subarray(0, 24), { at: 0, more: true }),
      ipv4(A, B, 17, whole.subarray(24, 48), { at: 24, more: true }),
      ipv4(A, B, 17, whole.subarray(48), { at: 48, more: false }),
    ].map(ethernet);
    const reader = new PacketReader();
    const [first, middle, last] = pieces as [(typeof pieces)[0], (typeof pieces)[0], (typeof pieces)[0]];
    expect([last, first].map((piece) => reader.read(piece))).toEqual([undefined, undefined]);
    expect(String(reader.read(middle)?.payload)).toMatch(/^a long message.*late$/);
  });

  it('are read from IPv6, fragments too', () => {
    const whole = udp(A, B, Buffer.from('over IPv6'));
    expect(String(new PacketReader().read(ethernet(ipv6(17, whole)))?.payload)).toBe('over IPv6');
    const fragment = (at: number, more: number, part: Buffer) => {
      const header = Buffer.from([17, 0, (at + more) >> 8, (at + more) & 255, 0, 0, 0, 9]);
      return ethernet(ipv6(44, Buffer.concat([header, part])));
    };
    const reader = new PacketReader();
    expect(reader.read(fragment(0, 1, whole.subarray(0, 8)))).toBeUndefined();
    expect(String(reader.read(fragment(8, 0, whole.subarray(8)))?.payload)).toBe('over IPv6');
  });
});

describe('SIP over TCP', () => {
  const message = (body: string) => `OPTIONS sip:b SIP/2.0\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

  it('is put in order, and cut into messages', () => {
    const text = `${message('first body')}\r\n\r\n${message('second')}`;
    const [one, two, three] = [text.slice(0, 30), text.slice(30, 90), text.slice(90)];
    const start = 2 ** 32 - 20;
    const frames = [
      tcpFrame(A, B, start - 1, '', true),
      tcpFrame(A, B, start + 90, three),
      tcpFrame(A, B, start, one),
      tcpFrame(A, B, start, one),
      tcpFrame(A, B, start + 20, one.slice(20) + two),
    ];
    const [reader, stream, splitter] = [new PacketReader(), new TcpStream(), new SipSplitter()];
    const packets = frames.flatMap((frame) => reader.read(frame) ?? []);
    const messages = packets.flatMap((packet) => splitter.take(stream.take(packet)));
    expect(messages.map(String)).toEqual([message('first body'), message('second')]);
  });
});
