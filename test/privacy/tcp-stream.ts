import type { Packet } from './packets.js';

const WRAP = 2 ** 32;

/** One direction of a TCP connection, put in order: pieces that came twice or out of turn. */
export class TcpStream {
  private next: number | undefined;
  private readonly early = new Map<number, Buffer>();

  /** The bytes that are in order now. */
  take({ sequence, begins, payload }: Packet): Buffer {
    if (begins) this.next = sequence % WRAP;
    // The capture began after the connection did: from here on.
    this.next ??= sequence;
    if (payload.length > 0) this.early.set(sequence, payload);
    const ready: Buffer[] = [];
    for (let piece = this.following(); piece; piece = this.following()) ready.push(piece);
    return Buffer.concat(ready);
  }

  private following(): Buffer | undefined {
    for (const [sequence, piece] of this.early) {
      const known = ((this.next ?? 0) - sequence + WRAP) % WRAP;
      if (known > WRAP / 2) continue;
      this.early.delete(sequence);
      if (known >= piece.length) continue;
      this.next = (sequence + piece.length) % WRAP;
      return piece.subarray(known);
    }
    return undefined;
  }
}
