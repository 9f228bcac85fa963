import type { Part } from '../../scripts/lib/part.mjs';
import type { Place } from '../../scripts/lib/place.mjs';

declare global {
  var realParts: { place: Place; parts: Part[] };
}
