/** Something that happens at its time; of two at the same time, the one that was planned first. */
export interface Planned {
  at: number;
  order: number;
  /** Null: it was called off. */
  task: (() => void) | null;
}

/** A binary heap: the earliest is on top. */
export class Heap {
  private readonly all: Planned[] = [];

  push(planned: Planned): void {
    let i = this.all.length;
    for (let up = (i - 1) >> 1; i > 0 && isBefore(planned, this.all[up]!); up = (i - 1) >> 1) {
      this.all[i] = this.all[up]!;
      i = up;
    }
    this.all[i] = planned;
  }

  pop(): Planned | undefined {
    const top = this.all[0];
    const last = this.all.pop();
    if (last && last !== top) this.sink(last);
    return top;
  }

  private sink(planned: Planned): void {
    const { all } = this;
    let i = 0;
    for (let down = 1; down < all.length; down = 2 * i + 1) {
      if (down + 1 < all.length && isBefore(all[down + 1]!, all[down]!)) down += 1;
      if (!isBefore(all[down]!, planned)) break;
      all[i] = all[down]!;
      i = down;
    }
    all[i] = planned;
  }
}

const isBefore = (one: Planned, other: Planned): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);
