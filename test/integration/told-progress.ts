import type { Progress } from '../../src/common/progress.js';

/** What a command said. */
export class ToldProgress implements Progress {
  said: string[] = [];

  step<T>(_name: string, work: (detail: (text: string) => void) => Promise<T>): Promise<T> {
    return work(() => undefined);
  }

  say(line: string): void {
    this.said.push(line);
  }
}
