/** How a command tells what it does: scripts/setup/progress.mjs, or a test. */
export interface Progress {
  /** One step with a name; `detail` says how far it is. */
  step<T>(name: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T>;
  say(line: string): void;
}
