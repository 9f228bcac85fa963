import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Logger } from '@nestjs/common';
import { AmiReader, request, type AmiMessage } from './ami-messages.js';

/** Where Asterisk's manager interface is, and as whom to enter. */
export interface AmiAddress {
  host: string;
  port: number;
  user: string;
  password: string;
}

const ANSWER_LIMIT = 5_000;
const PAUSE = 1_000;
/** A peer that is silent this long, after it was asked, is taken for dead. */
const PING_EVERY = 10_000;

interface Events {
  /** Logged in: what happened meanwhile was not told. */
  connected: [];
  told: [AmiMessage];
}

interface Asked {
  items: AmiMessage[];
  resolve(items: AmiMessage[]): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** The connection to Asterisk's manager interface, for what ARI does not tell. It never gives up. */
export class AmiConnection extends EventEmitter<Events> {
  private socket: Socket | null = null;
  private isWanted = true;
  private isReady = false;
  private lastId = 0;
  private readonly asked = new Map<string, Asked>();
  private retry: NodeJS.Timeout | undefined;
  private pinging: NodeJS.Timeout | undefined;
  private complained = false;

  constructor(
    private readonly address: AmiAddress,
    private readonly log: Logger,
  ) {
    super();
  }

  connect(): void {
    const { host, port, user, password } = this.address;
    const reader = new AmiReader();
    const socket = (this.socket = connect({ host, port }));
    socket.setEncoding('utf8').setNoDelay();
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.lost());
    socket.on('data', (text) => this.take(reader, String(text)));
    this.login(user, password).catch((error: Error) => this.refused(error));
  }

  disconnect(): void {
    this.isWanted = false;
    clearTimeout(this.retry);
    this.socket?.destroy();
  }

  /** Asks for a list; resolves with its items. Rejects when it is refused, or has no end within 5 s. */
  list(action: string, ended: string): Promise<AmiMessage[]> {
    if (!this.isReady) return Promise.reject(new Error('not connected to the manager interface'));
    return this.ask({ Action: action }, ended);
  }

  private async login(user: string, password: string): Promise<void> {
    await this.ask({ Action: 'Login', Username: user, Secret: password });
    this.isReady = true;
    this.complained = false;
    this.pinging = setInterval(() => {
      this.ask({ Action: 'Ping' }).catch(() => this.socket?.destroy());
    }, PING_EVERY).unref();
    this.emit('connected');
  }

  private ask(fields: AmiMessage, ended?: string): Promise<AmiMessage[]> {
    return new Promise((resolve, reject) => {
      const ActionID = `${++this.lastId}${ended ? `:${ended}` : ''}`;
      const timer = setTimeout(() => this.end(ActionID, new Error('no answer')), ANSWER_LIMIT).unref();
      this.asked.set(ActionID, { items: [], resolve, reject, timer });
      this.socket?.write(request({ ...fields, ActionID }));
    });
  }

  private take(reader: AmiReader, text: string): void {
    try {
      for (const message of reader.read(text)) this.hear(message);
    } catch (error) {
      this.log.error({ reason: (error as Error).message }, 'what Asterisk told could not be read');
      this.socket?.destroy();
    }
  }

  private hear(message: AmiMessage): void {
    const { ActionID: id = '', Response: response, Event: event = '' } = message;
    const asked = this.asked.get(id);
    if (!asked) return void (event && this.emit('told', message));
    const [, ended] = id.split(':');
    if (response === 'Error') this.end(id, new Error(message.Message));
    else if (ended ? event === ended : response) this.end(id);
    else if (event) asked.items.push(message);
  }

  private end(id: string, error?: Error): void {
    const asked = this.asked.get(id);
    if (!asked) return;
    this.asked.delete(id);
    clearTimeout(asked.timer);
    if (error) asked.reject(error);
    else asked.resolve(asked.items);
  }

  private refused(error: Error): void {
    if (this.isWanted && !this.complained)
      this.log.warn(
        { reason: error.message },
        'Asterisk does not tell of strangers and registrations; trying again',
      );
    this.complained = true;
    this.socket?.destroy();
  }

  private lost(): void {
    this.isReady = false;
    clearInterval(this.pinging);
    for (const id of this.asked.keys()) this.end(id, new Error('the connection was lost'));
    if (this.isWanted) this.retry = setTimeout(() => this.connect(), PAUSE).unref();
  }
}
