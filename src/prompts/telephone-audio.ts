/** Telephone audio: 8000 samples a second, one byte each in µ-law (ITU-T G.711). */
export const SAMPLE_RATE = 8000;

const BIAS = 132;
const CLIP = 32635;

/** µ-law keeps a sample's sign, its power of two and the four bits after it, all inverted. */
export function encodeMuLaw(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => {
    const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
    const exponent = 24 - Math.clz32(magnitude);
    const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
    return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
  });
}

export const durationMs = (bytes: number): number => Math.round((bytes / SAMPLE_RATE) * 1000);
