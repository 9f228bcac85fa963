import { Injectable } from '@nestjs/common';
import { cut, placeOf, type Page, type PageQuery } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { viewOf, type CallView } from './calls.schema.js';
import { LiveCalls, type LiveCall } from './live-calls.js';

@Injectable()
export class CallsService {
  constructor(private readonly calls: LiveCalls) {}

  /** Oldest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<CallView>> {
    const from = cursor === undefined ? undefined : placeOf(cursor);
    const calls = (await this.calls.list()).map(viewOf).sort(inOrder);
    const rest = from
      ? calls.filter((call) => inOrder({ startedAt: from.at, id: from.id }, call) < 0)
      : calls;
    return cut(rest, limit, ({ startedAt, id }) => ({ at: startedAt, id }));
  }

  async get(callId: string): Promise<CallView> {
    const call = (await this.calls.list()).find((live: LiveCall) => live.callId === callId);
    return viewOf(found(call, 'call in progress'));
  }

  async hangUp(callId: string): Promise<void> {
    if (!(await this.calls.hangUp(callId)))
      throw new Problem('not-found', 'There is no call in progress with this id');
  }
}

type Place = Pick<CallView, 'startedAt' | 'id'>;

const inOrder = (a: Place, b: Place): number =>
  a.startedAt.getTime() - b.startedAt.getTime() || (a.id < b.id ? -1 : Number(a.id > b.id));
