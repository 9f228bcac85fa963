/** @param {import('../lib/place.mjs').Place} place */
export async function setUp(place) {}
