/** Names in Redis of who is taken and who was last busy when; one hash tag, since scripts touch several at once. */
export const reservationKeys = {
  reserved: (professionalId: string) => `{routing}:reserved:${professionalId}`,
  /** Hashes of professional to ms since the epoch. */
  offered: '{routing}:offered',
  ended: '{routing}:ended',
};
