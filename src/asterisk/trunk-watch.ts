import type { Logger } from '@nestjs/common';
import type { TrunkHealth } from '../trunks/trunk-health.js';
import type { AmiConnection } from './ami-connection.js';
import type { AmiMessage } from './ami-messages.js';
import type { AriConnection } from './ari-connection.js';
import type { TrunkKeeper } from './trunk-keeper.js';
import { PROBE_TIMEOUT, trunkObject, type TrunkSettings } from './trunk-objects.js';

const LOOK_EVERY = 5_000;
/** Several trunks change at once when a network does (ms). */
const TOGETHER = 50;
/** A probe goes out within a second (pjsip.conf), and its answer has three; before that, no news is no bad news (ms). */
const FIRST_PROBE = (1 + PROBE_TIMEOUT + 1) * 1_000;

/**
 * Watches what Asterisk thinks of carriers: who answers its probes, and where we are registered. It tells when
 * something changes, and then, and every few seconds, all of it is read.
 */
export class TrunkWatch {
  private next: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** What was said of each registration. */
  private readonly last = new Map<string, string>();

  constructor(
    private readonly ari: AriConnection,
    private readonly ami: AmiConnection,
    private readonly keeper: TrunkKeeper,
    private readonly health: TrunkHealth,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.ami.on('connected', () => this.lookIn(0));
    this.ami.on('told', ({ Event }) => {
      if (Event === 'Registry' || Event === 'PeerStatus') this.lookIn(TOGETHER);
    });
    this.lookIn(0);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.next);
  }

  private lookIn(ms: number): void {
    clearTimeout(this.next);
    if (!this.isStopped) this.next = setTimeout(() => void this.look(), ms).unref();
  }

  private async look(): Promise<void> {
    await this.read().catch((error: Error) =>
      this.log.debug({ reason: error.message }, 'Asterisk was not asked about its trunks'),
    );
    this.lookIn(LOOK_EVERY);
  }

  private async read(): Promise<void> {
    const reachable = await this.reachable();
    for (const trunk of this.keeper.all()) this.tellProbe(trunk, reachable.get(trunkObject(trunk.id)));
    if (!this.keeper.all().some(({ registers }) => registers)) return;
    const registrations = await this.ami.list(
      'PJSIPShowRegistrationsOutbound',
      'OutboundRegistrationDetailComplete',
    );
    for (const trunk of this.keeper.all())
      if (trunk.registers) this.tellRegistration(trunk, registrations, reachable.get(trunkObject(trunk.id)));
  }

  private async reachable(): Promise<Map<string, boolean>> {
    const endpoints = await this.ari.request<{ resource: string; state: string }[]>({
      method: 'GET',
      uri: 'endpoints/PJSIP',
    });
    return new Map(endpoints.map(({ resource, state }) => [resource, state === 'online']));
  }

  private tellProbe({ id, probeSeconds }: TrunkSettings, isOk: boolean | undefined): void {
    if (probeSeconds === 0 || isOk === undefined) return;
    if (!isOk && this.keeper.age(id) < FIRST_PROBE) return;
    this.health.probed(id, isOk, isOk ? 'it answers OPTIONS' : 'it does not answer OPTIONS with 2xx');
  }

  /** Of a refusal Asterisk tells no more than that; its log has the status. */
  private tellRegistration({ id }: TrunkSettings, all: AmiMessage[], isReachable: boolean | undefined): void {
    const name = trunkObject(id);
    const status = all.find(
      ({ ObjectName, ObjectType }) => ObjectType === 'registration' && ObjectName === name,
    )?.Status;
    if (status === undefined || status === 'Unregistered') return;
    const reason = REASONS[status === 'Registered' ? 'well' : isReachable ? 'refused' : 'unknown'];
    this.health.registered(id, status === 'Registered', reason);
    if (this.last.get(id) !== reason) this.log.log({ trunkId: id }, reason);
    this.last.set(id, reason);
  }
}

const REASONS = {
  well: 'registered',
  refused: 'the carrier answers, but refuses the registration: check username and password',
  unknown: "the carrier refuses the registration, or does not answer; Asterisk's log says which",
} as const;
