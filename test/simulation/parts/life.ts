/** A process lives until it is killed, be it between any two things that it does. */
export class Life {
  isOver = false;
  private left = Infinity;
  private readonly whenOver: (() => void)[] = [];

  /** After so many more things done. */
  endAfter(count: number): void {
    this.left = Math.min(this.left, count);
  }

  onEnd(task: () => void): void {
    this.whenOver.push(task);
  }

  /** False: the process is dead, and does not do this. */
  does(): boolean {
    if (this.isOver) return false;
    this.left -= 1;
    if (this.left < 0) this.end();
    return !this.isOver;
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const task of this.whenOver) task();
  }
}
