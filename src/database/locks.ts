/** Postgres's advisory locks, which are numbers: any, as long as each purpose has its own, for good. */
export const LOCKS = {
  /** What is done once, at boot. */
  boot: 7_460_101,
  /** Menus and the categories they name are written by one at a time. */
  menus: 7_460_102,
  /** One change of the vault's keys at a time. */
  rotation: 7_460_103,
  /** The audit log has one writer at a time. */
  audit: 7_460_104,
  /** Erasing a person against writing about people. */
  subjects: 7_460_106,
  /** One process does what retention asks for. */
  retention: 7_460_107,
} as const;
