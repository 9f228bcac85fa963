/** Something that was found where it must not be. It never holds the number itself. */
export interface Leak {
  /** Whose number or address, by its label. */
  what: string;
  /** How it is written there. */
  writing: string;
  /** On the wire to whom, or where at rest. */
  where: string;
  /** Which message and header, or which table, key or file. */
  place: string;
}

export const sentence = ({ what, writing, where, place }: Leak): string =>
  `${what} went to ${where}, in ${place} (${writing})`;
