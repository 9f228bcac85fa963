/** AES-256-GCM, laid out as nonce, tag, ciphertext. */
export const ALGORITHM = 'aes-256-gcm';
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** What a seal is bound to: moved to another row or professional, it does not open. */
export function boundTo(professionalId: string, id: string): Buffer {
  return Buffer.from(`${professionalId}/${id}`);
}
