import { EventEmitter } from 'node:events';
import type { Logger } from '@nestjs/common';
import { AriError, type AriEvent, type AriRequest } from './ari-messages.js';
import { AriSocket } from './ari-socket.js';

export const APP = 'throughline';

/** Where Asterisk's ARI is, and as whom to enter. */
export interface AriAddress {
  url: string;
  user: string;
  password: string;
}

/** Types of events nobody here reads; Asterisk need not send them. */
const UNREAD = [
  'ChannelVarset',
  'ChannelDialplan',
  'ChannelConnectedLine',
  'ChannelCallerId',
  'ChannelStateChange',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelTalkingStarted',
  'ChannelTalkingFinished',
  'ChannelToneDetected',
  'PlaybackStarted',
  'PlaybackContinuing',
  'BridgeCreated',
  'BridgeDestroyed',
  'BridgeMerged',
  'ContactStatusChange',
  'PeerStatusChange',
  'EndpointStateChange',
  'DeviceStateChanged',
].map((type) => ({ type }));

/** Whether it is this process that steers the calls there. */
export interface Steering {
  isSure: boolean;
  /** Resolves when it is certain again. Rejects when another process does. */
  sure(): Promise<void>;
}

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 3_000;

interface Events {
  event: [AriEvent];
  /** Connected (again): what is there has to be compared with what is known. */
  connected: [];
  disconnected: [];
}

/** The connection to one Asterisk: it never gives up, and says when it is there and when it is not. */
export class AriConnection extends EventEmitter<Events> {
  private socket: AriSocket | null = null;
  private isWanted = true;
  private retry: NodeJS.Timeout | undefined;
  private pause = FIRST_PAUSE;

  constructor(
    private readonly address: AriAddress,
    private readonly steering: Steering,
    private readonly log: Logger,
  ) {
    super();
  }

  get isConnected(): boolean {
    return this.socket !== null;
  }

  async connect(): Promise<void> {
    const { url, user, password } = this.address;
    let socket: AriSocket | undefined;
    try {
      socket = await AriSocket.open(url, user, password, APP, {
        onEvent: (event) => this.isWanted && this.emit('event', event),
        onClose: () => this.lost(socket),
      });
      if (!this.isWanted) return socket.close();
      await socket.request({
        method: 'PUT',
        uri: `applications/${APP}/eventFilter`,
        body: { disallowed: UNREAD },
      });
      this.socket = socket;
      this.pause = FIRST_PAUSE;
      this.log.log('connected to Asterisk');
      this.emit('connected');
    } catch (error) {
      socket?.close();
      this.log.warn(
        { reason: (error as Error).message },
        `Asterisk is not reachable at ${url}; trying again`,
      );
      this.tryAgain();
    }
  }

  /** For good. What was asked for is still carried out; what happens from now on is for who connects next. */
  disconnect(): void {
    this.isWanted = false;
    clearTimeout(this.retry);
    this.socket?.close();
    this.socket = null;
  }

  /** For good measure after another connection took the place of this one, wrongly. */
  reconnect(): void {
    this.socket?.close();
  }

  /** Whether Asterisk answers, and this connection is the one it talks to. */
  async isAnswered(): Promise<boolean> {
    const socket = this.socket;
    if (!socket) return false;
    return socket.request({ method: 'GET', uri: 'asterisk/ping' }).then(
      () => socket === this.socket,
      () => false,
    );
  }

  /** Waits while it is not certain that nobody else steers the calls. */
  async request<Body = unknown>(request: AriRequest): Promise<Body> {
    if (!this.steering.isSure) await this.steering.sure();
    if (!this.socket) throw new AriError(503, request, 'not connected to Asterisk');
    return this.socket.request<Body>(request);
  }

  /** Of a socket that never came into use nobody needs to hear. */
  private lost(socket: AriSocket | undefined): void {
    if (!socket || socket !== this.socket) return;
    this.socket = null;
    if (!this.isWanted) return;
    this.log.error('the connection to Asterisk was lost; joined calls go on, connecting again');
    this.emit('disconnected');
    this.tryAgain();
  }

  private tryAgain(): void {
    if (!this.isWanted) return;
    this.retry = setTimeout(() => void this.connect(), this.pause);
    this.pause = Math.min(LONGEST_PAUSE, this.pause * 2);
  }
}
