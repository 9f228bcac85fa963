/** AES-256-GCM, laid out as nonce, tag, ciphertext. */
export const ALGORITHM = 'aes-256-gcm';
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;
