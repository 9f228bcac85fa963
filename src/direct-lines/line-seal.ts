/**
 * What a direct line's seal is bound to: moved to another row or professional, it does not open. All else that the
 * vault seals is bound to words that begin with what it is; only lines begin with an id, as the first ones did.
 */
export const lineSeal = (professionalId: string, id: string): string => `${professionalId}/${id}`;
