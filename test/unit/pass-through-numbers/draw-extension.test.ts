import { isWellFormedExtension } from '../../../src/call-flow/extension.js';
import { drawExtension, EXTENSIONS } from '../../../src/pass-through-numbers/draw-extension.js';

const drawn = Array.from({ length: 20_000 }, drawExtension);

describe('Extensions that are drawn', () => {
  it('are well-formed', () => {
    expect(drawn.every(isWellFormedExtension)).toBe(true);
  });

  it('are spread over all there are', () => {
    expect(EXTENSIONS).toBe(40_000);
    for (const first of '6789') {
      const share = drawn.filter((extension) => extension.startsWith(first)).length / drawn.length;
      expect(share).toBeGreaterThan(0.23);
      expect(share).toBeLessThan(0.27);
    }
    // Of 40,000, about 15,740 are met in 20,000 draws.
    expect(new Set(drawn).size).toBeGreaterThan(15_300);
  });
});
