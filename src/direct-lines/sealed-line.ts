/** A direct line as it may be kept and passed around: sealed, and plain JSON. */
export interface SealedLine {
  /** Of its row; part of what the seal is bound to. */
  id: string;
  professionalId: string;
  keyId: string;
  /** Base64. */
  ciphertext: string;
}
