import { createHash, sign, verify, type KeyObject } from 'node:crypto';

/** What was done in one place: rows of a table, cached answers in Redis, sound files among the prompts. */
export interface Erased {
  where: string;
  count: number;
}

export interface Kept extends Erased {
  why: string;
  /** Until when, in words. */
  until: string;
}

/** What was erased, signed: nobody can change it or make one up without the key in the keys' folder. */
export interface Receipt {
  id: string;
  /** ISO 8601. */
  at: string;
  /** A professional's id, or the hash of a caller's token. */
  subject: { kind: 'professional' | 'caller'; name: string };
  erased: Erased[];
  kept: Kept[];
  /** Names the key that signed: see `keyName`. */
  key: string;
  /** Ed25519, base64. */
  signature: string;
}

export type Unsigned = Omit<Receipt, 'key' | 'signature'>;

/** Of a public key, for people to compare: the beginning of its SHA-256. */
export const keyName = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

export function signed(receipt: Unsigned, privateKey: KeyObject, key: string): Receipt {
  const body = { ...receipt, key };
  return { ...body, signature: sign(null, bytesOf(body), privateKey).toString('base64') };
}

export type Verdict = 'genuine' | 'unreadable' | 'other-key' | 'changed';

/** Is `text`, a receipt as it was answered or saved, as it was signed by the owner of `publicKey`? */
export function verdictOn(text: string, publicKey: KeyObject): Verdict {
  const receipt = parsed(text);
  if (!receipt) return 'unreadable';
  const { signature, ...body } = receipt;
  if (body.key !== keyName(publicKey)) return 'other-key';
  const bytes = Buffer.from(signature, 'base64');
  // Other texts that mean the same bytes, and other bytes that mean the same receipt, are changes too.
  const isAsWritten = bytes.toString('base64') === signature && writings(receipt).includes(text.trimEnd());
  return isAsWritten && verify(null, bytesOf(body), publicKey, bytes) ? 'genuine' : 'changed';
}

/** As the API answers it, and as the command saves it. */
const writings = (receipt: Receipt): string[] => [JSON.stringify(receipt), JSON.stringify(receipt, null, 2)];

function parsed(text: string): Receipt | undefined {
  try {
    const receipt = JSON.parse(text) as Partial<Receipt> | null;
    return typeof receipt?.signature === 'string' ? (receipt as Receipt) : undefined;
  } catch {
    return undefined;
  }
}

/** One text for one receipt, in whatever order its fields come. */
const bytesOf = (body: object): Buffer =>
  Buffer.from(`throughline receipt 1\n${JSON.stringify(sorted(body))}`);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
