import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { NotCalled } from '../call-flow/plan.js';
import { CallingPolicies } from '../calling-policy/calling-policies.js';
import { Config } from '../config/config.js';
import { KnownTrunks } from './known-trunks.js';
import { asWritten } from './number-format.js';
import { OutboundTrunks, type Way, type Wish } from './outbound-trunks.js';
import { TrunkPlaces } from './places/trunk-places.js';
import { TrunkCounters } from './trunk-counters.js';
import { inOrder, presentedBy } from './trunk-choice.js';
import { TrunkHealth } from './trunk-health.js';
import type { Trunk } from './trunk.entity.js';

/** An attempt's place on a trunk. */
interface Taken {
  trunkId: string;
  place: string;
  told?: 'its-part' | 'fail';
}

@Injectable()
export class OutboundTrunksService extends OutboundTrunks {
  private readonly log = new Logger('Trunks');
  private readonly taken = new Map<string, Taken>();

  constructor(
    private readonly known: KnownTrunks,
    private readonly policies: CallingPolicies,
    private readonly places: TrunkPlaces,
    private readonly health: TrunkHealth,
    private readonly counters: TrunkCounters,
    private readonly config: Config,
  ) {
    super();
  }

  async take(wish: Wish): Promise<Way | { refused: NotCalled }> {
    const { attemptId, number, presented, without } = wish;
    const e164 = number.reveal();
    const refused = await this.policies.refusal(e164, wish);
    if (refused) return this.refuse(attemptId, refused);
    const trunks = inOrder(this.known.all(), e164, without, Math.random);
    const trunk = await this.choose(attemptId, trunks);
    if (!trunk) return this.refuse(attemptId, 'no-trunk');
    const { numberFormats, country } = trunk;
    const written = (text: string) =>
      asWritten(text, numberFormats.out, country ?? this.config.defaultCountry);
    return { trunkId: trunk.id, user: written(e164), presented: written(presentedBy(trunk, presented)) };
  }

  hold(attemptId: string, trunkId: string): void {
    const place = randomUUID();
    this.places.hold(place, trunkId);
    this.taken.set(attemptId, { trunkId, place });
    this.health.began(trunkId, attemptId);
  }

  tell(attemptId: string, did: 'its-part' | 'fail'): void {
    const taken = this.taken.get(attemptId);
    // It rings, is answered, ends: all that is told of one attempt counts once.
    if (!taken || taken.told === did) return;
    taken.told = did;
    const { trunkId } = taken;
    this.health.told(trunkId, attemptId, did);
    this.counters.attempts.add(`${trunkId} ${did}`);
  }

  giveBack(attemptId: string): void {
    const taken = this.taken.get(attemptId);
    if (!taken) return;
    this.taken.delete(attemptId);
    this.health.ended(taken.trunkId, attemptId);
    void this.places.free(taken.place);
  }

  /** One that is well, before one whose circuit is open: that is tried only where nothing else will do. */
  private async choose(attemptId: string, trunks: Trunk[]): Promise<Trunk | undefined> {
    const well = trunks.filter(({ id }) => this.health.mayTry(id));
    const sick = trunks.filter((trunk) => !well.includes(trunk));
    return (await this.among(attemptId, well, true)) ?? (await this.among(attemptId, sick, false));
  }

  private async among(attemptId: string, trunks: Trunk[], isWell: boolean): Promise<Trunk | undefined> {
    const place = randomUUID();
    const trunk = await this.places.take(place, trunks);
    if (!trunk) return undefined;
    // Another call may have become its trial meanwhile.
    if (isWell && !this.health.mayTry(trunk.id)) {
      void this.places.free(place);
      return this.among(attemptId, without(trunks, trunk), isWell);
    }
    this.taken.set(attemptId, { trunkId: trunk.id, place });
    this.health.began(trunk.id, attemptId);
    return trunk;
  }

  private refuse(attemptId: string, reason: NotCalled): { refused: NotCalled } {
    this.counters.refusals.add(reason);
    this.log.warn({ attemptId, reason }, 'a number is not called');
    return { refused: reason };
  }
}

const without = <T>(trunks: T[], one: T): T[] => trunks.filter((trunk) => trunk !== one);
