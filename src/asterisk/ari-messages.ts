/** The parts of ARI's messages that are read here (Asterisk 22, rest-api/api-docs). */
export interface AriChannel {
  id: string;
  name: string;
  /** Who calls, as the request's From said it. */
  caller?: { number: string };
  dialplan?: { app_name?: string; app_data?: string };
}

/** A bridge and the ids of the channels in it. */
export interface AriBridge {
  id: string;
  channels: string[];
}

export interface AriEvent {
  type: string;
  args?: string[];
  channel?: AriChannel;
  /** Dial: who dials, who is dialled, what came of it. */
  caller?: AriChannel;
  peer?: AriChannel;
  dialstatus?: string;
  digit?: string;
  /** Q.850. */
  cause?: number;
  /** ChannelDestroyed: the last SIP status. */
  tech_cause?: number;
  playback?: { id: string; state: string; target_uri: string; media_uri: string };
}

/** One request; query values are strings because over the WebSocket a number is refused with 400. */
export interface AriRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Without a leading slash, as the WebSocket wants it: `channels/ID/answer`. */
  uri: string;
  query?: Record<string, string>;
  body?: unknown;
}

export class AriError extends Error {
  constructor(
    readonly status: number,
    request: AriRequest,
    reason: string,
  ) {
    // The body and the query may hold what nobody is to read: only the verb and the path are told.
    super(`Asterisk refused ${request.method} ${request.uri}: ${status} ${reason}`);
  }

  /** Whatever it was about is no longer there. */
  get isGone(): boolean {
    return this.status === 404;
  }

  /** Whether it was done is not known: no answer came, or the connection was lost before one could. */
  get isUnanswered(): boolean {
    return this.status === 408 || this.status === 503;
  }
}
