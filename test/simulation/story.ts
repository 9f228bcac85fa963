import { START, type SimulatedTime } from './time/simulated-time.js';

/** What happened to one call, line by line; or to none, which costs nothing. */
export class Story {
  readonly lines: string[] = [];

  constructor(
    private readonly time: SimulatedTime,
    private readonly of: string | null,
  ) {}

  heard(callId: string, state: string, { type, ...more }: { type: string }): void {
    if (this.of !== callId) return;
    this.tell(`${state.padEnd(10)} <- ${type}${told(more)}`);
  }

  commanded(callId: string, { type, ...more }: { type: string }): void {
    if (this.of !== callId) return;
    this.tell(`${''.padEnd(10)} -> ${type}${told(more)}`);
  }

  happened(callId: string, what: string): void {
    if (this.of === callId) this.tell(what);
  }

  private tell(line: string): void {
    this.lines.push(`${((this.time.now - START) / 1_000).toFixed(3).padStart(9)} s  ${line}`);
  }
}

/** Short: who was offered, not all that is known of them. */
function told(more: object): string {
  const text = JSON.stringify(more, (key, value: unknown) => (SHORTENED.has(key) ? '…' : value));
  return text === '{}' ? '' : ` ${text.slice(0, 160)}`;
}

const SHORTENED = new Set(['entry', 'rules', 'record', 'callee', 'caller', 'whisper', 'ask']);
