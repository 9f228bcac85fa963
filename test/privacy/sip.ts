/** A part of a message, as it stands there. */
export interface Header {
  /** In lower case, never the short form. */
  name: string;
  value: string;
}

export interface SipMessage {
  /** A request's or a status line. */
  startLine: string;
  /** Of a request, and of the request that an answer answers. */
  method: string;
  isRequest: boolean;
  callId: string;
  headers: Header[];
  body: Buffer;
}

const SHORT: Record<string, string> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
};

const END = '\r\n\r\n';

/** A message that fills a datagram. Undefined: it is none. */
export function readSip(bytes: Buffer): SipMessage | undefined {
  const end = bytes.indexOf(END);
  const head = bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
  const [startLine = '', ...lines] = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  if (!/^SIP\/2\.0 \d{3}|^[A-Z]+ \S+ SIP\/2\.0$/.test(startLine)) return undefined;
  const headers = lines.map(readHeader);
  const isRequest = !startLine.startsWith('SIP/');
  const cseq = valueOf(headers, 'cseq').split(/\s+/)[1] ?? '';
  return {
    startLine,
    isRequest,
    method: isRequest ? (startLine.split(' ')[0] ?? '') : cseq,
    callId: valueOf(headers, 'call-id'),
    headers,
    body: end < 0 ? Buffer.alloc(0) : bytes.subarray(end + END.length),
  };
}

function readHeader(line: string): Header {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon).trim().toLowerCase();
  return { name: SHORT[name] ?? name, value: line.slice(colon + 1).trim() };
}

/** A header's first value; empty where there is none. */
export const valueOf = (headers: Header[], name: string): string =>
  headers.find((header) => header.name === name)?.value ?? '';

/** Cuts a stream of bytes into messages, by their Content-Length. */
export class SipSplitter {
  private rest = Buffer.alloc(0);

  take(bytes: Buffer): Buffer[] {
    this.rest = Buffer.concat([this.rest, bytes]);
    const messages: Buffer[] = [];
    for (;;) {
      // Between messages an empty line keeps the connection alive.
      while (this.rest[0] === 13 || this.rest[0] === 10) this.rest = this.rest.subarray(1);
      const head = this.rest.indexOf(END);
      if (head < 0) return messages;
      const length = /^(?:content-length|l)[ \t]*:[ \t]*(\d+)/im.exec(this.rest.toString('latin1', 0, head));
      const end = head + END.length + Number(length?.[1] ?? 0);
      if (end > this.rest.length) return messages;
      messages.push(this.rest.subarray(0, end));
      this.rest = this.rest.subarray(end);
    }
  }
}
