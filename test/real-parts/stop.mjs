import { removePlace } from '../../scripts/lib/free-place.mjs';

export default async function stop() {
  const { place, parts } = globalThis.realParts;
  await Promise.all(parts.map((part) => part.stop()));
  removePlace(place);
}
