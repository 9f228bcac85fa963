/** An entry that was there: by this and the key, everything before it can be checked, and that it is there still. */
export interface Head {
  seq: number;
  /** Hexadecimal. */
  hash: string;
}

export const headText = ({ seq, hash }: Head): string => `${seq}:${hash}`;

/** Undefined when `text` is no head. */
export function parseHead(text: string): Head | undefined {
  const [, seq, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return seq && hash ? { seq: Number(seq), hash } : undefined;
}
