type VaultErrorCode =
  | 'vault-key-missing'
  | 'vault-key-unreadable'
  | 'vault-key-unwritable'
  | 'vault-key-malformed'
  | 'vault-key-wrong'
  | 'vault-keys-damaged'
  | 'vault-key-not-given'
  | 'vault-rotation-running'
  | 'vault-processes-behind';

/** What is wrong with the vault's keys, where, and what to do. Codes are stable; no key is ever repeated. */
export class VaultError extends Error {
  constructor(
    readonly code: VaultErrorCode,
    sentence: string,
  ) {
    super(`${code}: ${sentence}`);
    this.name = 'VaultError';
  }
}
