import { advance } from '../call-flow/advance.js';
import type { Command } from '../call-flow/command.js';
import type { CallEvent } from '../call-flow/event.js';
import type { CallState } from '../call-flow/state.js';
import type { Clock, Fact } from './ports.js';

/** What a mailbox asks of the outside. */
export interface MailboxOwner {
  clock: Clock;
  /** Keeps the state where a restart finds it; always before the commands it led to. */
  save(state: CallState): void;
  carryOut(command: Command): void;
  /** False while another process may have this call: facts wait for `resume`. */
  maySteer(): boolean;
  /** The call has ended; no more facts are of interest. */
  close(): void;
}

/** One call: its facts one after the other, its state, its one timer. */
export class Mailbox {
  private readonly waiting: CallEvent[] = [];
  private isAdvancing = false;
  private callOffTimer: () => void = () => {};

  constructor(
    private readonly owner: MailboxOwner,
    public state: CallState,
  ) {}

  /** A command carried out at once may post a fact itself: it waits for its turn. */
  post(fact: Fact): void {
    this.waiting.push({ ...fact, at: this.owner.clock.now() });
    this.resume();
  }

  /** Takes what has waited, if it may. */
  resume(): void {
    if (this.isAdvancing || !this.owner.maySteer()) return;
    this.isAdvancing = true;
    try {
      for (let event = this.waiting.shift(); event; event = this.waiting.shift()) this.take(event);
    } finally {
      this.isAdvancing = false;
    }
  }

  /** Another process has this call from now on. */
  leave(): void {
    this.callOffTimer();
    this.waiting.length = 0;
  }

  private take(event: CallEvent): void {
    const wasOver = this.state.name === 'ended';
    const before = this.state;
    const { state, commands } = advance(before, event);
    this.state = state;
    if (state !== before) this.keep(state);
    for (const command of commands) this.carryOut(command);
    if (state.name === 'ended' && !wasOver) this.owner.close();
  }

  /** A command that throws must not keep those behind it, a release or the record, from being carried out. */
  private carryOut(command: Command): void {
    try {
      this.owner.carryOut(command);
    } catch (error) {
      this.post({ type: 'command-failed', command: command.type, reason: (error as Error).message });
    }
  }

  private keep(state: CallState): void {
    this.callOffTimer();
    if (state.name === 'ended') return;
    this.owner.save(state);
    if ('deadline' in state) {
      this.callOffTimer = this.owner.clock.schedule(state.deadline, () =>
        this.post({ type: 'deadline-passed' }),
      );
    }
  }
}
