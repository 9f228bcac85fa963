/** One way to read bytes. */
export interface View {
  /** As a finding calls it. */
  writing: string;
  bytes: Buffer;
}

/** Eight characters hold six bytes; a number's digits are ten and more. */
const BASE64 = /[A-Za-z0-9+/_-]{14,}/g;
/** Pairs of hex digits, with what is usually put between or before them. */
const HEX = /(?:[0-9a-fA-F]{2}(?:[\s:,;.-]|[%=]|\\u00|\\x|0x){0,3}){9,}[0-9a-fA-F]{2}/g;
const PERCENT = /%[0-9a-fA-F]{2}/;
/** Digits one by one in quotes, as a list of keys stands in JSON. */
const QUOTED = /"([0-9])"/g;

/** All ways in which text may be written within text. */
export function* views(bytes: Buffer): Generator<View> {
  yield { writing: 'digits', bytes };
  const text = bytes.toString('latin1');
  if (PERCENT.test(text)) yield { writing: 'percent-encoded', bytes: unescape(text) };
  for (const [run] of text.matchAll(BASE64)) yield* base64(run);
  for (const [run] of text.matchAll(HEX)) yield* hex(run.replaceAll(/0x|\\u00|[^0-9a-fA-F]/g, ''));
  if (text.includes('"')) yield { writing: 'keys one by one', bytes: keys(text) };
}

/** It may begin anywhere in a group of four characters. */
function* base64(run: string): Generator<View> {
  for (const start of [0, 1, 2, 3])
    yield { writing: 'base64', bytes: Buffer.from(run.slice(start), 'base64') };
}

function* hex(run: string): Generator<View> {
  for (const start of [0, 1]) yield { writing: 'hex', bytes: Buffer.from(run.slice(start), 'hex') };
}

const unescape = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    'latin1',
  );

const keys = (text: string): Buffer =>
  Buffer.from(
    text
      .split('\n')
      .map((line) => [...line.matchAll(QUOTED)].map(([, digit]) => digit).join(''))
      .join('\n'),
  );

/** How an address is written there; undefined: it is not. */
export function findAddress(readings: View[], ip: string): string | undefined {
  const alone = new RegExp(`(?<![\\d.])${ip.replaceAll('.', '\\.')}(?!\\d)`);
  return readings.find(({ bytes }) => alone.test(bytes.toString('latin1')))?.writing;
}
