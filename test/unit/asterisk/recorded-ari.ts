import type { AriConnection } from '../../../src/asterisk/ari-connection.js';
import { AriError, type AriRequest } from '../../../src/asterisk/ari-messages.js';

/** Answers requests by method and URI, from what a test says; everything else is fine, and nothing. */
export class RecordedAri {
  readonly isConnected = true;
  readonly requests: string[] = [];
  readonly answers = new Map<string, unknown>();

  get connection(): AriConnection {
    return this as unknown as AriConnection;
  }

  async request(request: AriRequest): Promise<unknown> {
    const line = `${request.method} ${request.uri}`;
    this.requests.push(line);
    const answer = this.answers.get(line);
    if (typeof answer === 'number') throw new AriError(answer, request, 'refused');
    return answer;
  }
}
