import { Injectable } from '@nestjs/common';
import { KnownTrunks } from './known-trunks.js';
import { OutboundTrunks, type Way, type Wish } from './outbound-trunks.js';
import { inOrder } from './trunk-choice.js';

@Injectable()
export class OutboundTrunksService extends OutboundTrunks {
  constructor(private readonly known: KnownTrunks) {
    super();
  }

  async take({ number, presented, without }: Wish): Promise<Way | undefined> {
    const [trunk] = inOrder(this.known.all(), without);
    return trunk && { trunkId: trunk.id, user: number.reveal(), presented };
  }

  tell(): void {}

  giveBack(): void {}
}
