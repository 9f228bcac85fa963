/** How often each of a few things happened at the exchange since the process began. Implemented at its edge. */
export abstract class ExchangeCounts {
  /** Calls refused with 503, by why. */
  abstract refused(): [why: string, count: number][];
  /** Who knocked without being let in, by Asterisk's name of the event. */
  abstract security(): [event: string, count: number][];
}
