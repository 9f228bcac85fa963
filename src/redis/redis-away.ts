/** Redis has no connection now, so nothing was sent to it. Any other failure leaves open what Redis did. */
export class RedisAway extends Error {
  constructor() {
    super('Redis is away; it is reconnected to by itself as soon as it answers');
  }
}
