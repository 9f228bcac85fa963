import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import type { PrivateNumber } from '../common/private-number.js';
import { Problem } from '../common/problem.js';
import { Config } from '../config/config.js';
import { CallLimits } from './call-limits.js';
import { CallingPolicyRow } from './calling-policy.entity.js';
import { DEFAULT_POLICY, type CallingPolicy, type NewCallingPolicy } from './calling-policy.schema.js';
import { countryOf, refusal, type DestinationRefusal, type Destinations } from './destination.js';

export type CallRefusal = DestinationRefusal | 'policy-unknown' | 'professional-too-often' | 'too-many-calls';

/** Another process's change, or another number published, counts within this time (ms). */
const FRESH_FOR = 5_000;

const PUBLISHED = `
  SELECT number FROM switchboard_numbers UNION SELECT number FROM session_numbers
  UNION SELECT number FROM pass_through_numbers WHERE number IS NOT NULL`;

const WHY: Record<DestinationRefusal, string> = {
  'no-such-number': 'It is no number that can be called from abroad; short numbers are never called',
  'costly-number': 'Premium-rate, shared-cost, personal, pager and company-wide numbers are never called',
  'not-allowed': 'The calling policy allows no calls to where it belongs; see GET /calling-policy',
};

/** Whom the switchboard calls at all. In memory, so that a call waits for it once at most. */
@Injectable()
export class CallingPolicies {
  private readonly log = new Logger('CallingPolicy');
  private known: CallingPolicy | undefined;
  private reading: Promise<CallingPolicy> | undefined;
  private readAt = -Infinity;

  constructor(
    private readonly database: DataSource,
    private readonly limits: CallLimits,
    private readonly audit: Audit,
    private readonly config: Config,
  ) {}

  /** As it is now. Rejects when Postgres is away. */
  async read(): Promise<CallingPolicy> {
    const row = await this.database.getRepository(CallingPolicyRow).findOneBy({ id: 1 });
    const published = await this.database.query<{ number: string }[]>(PUBLISHED);
    const own = published.flatMap(({ number }) => countryOf(number) ?? []);
    const countries = [...new Set(own.length > 0 ? own : [this.config.defaultCountry])].sort();
    this.readAt = performance.now();
    return (this.known = { ...(row ?? DEFAULT_POLICY), countries });
  }

  async write(given: NewCallingPolicy, actor: Actor): Promise<CallingPolicy> {
    await this.database.transaction(async (manager) => {
      await manager.save(CallingPolicyRow, { id: 1, ...given });
      const subject = 'calling-policy:switchboard';
      await this.audit.write(manager, { actor, action: 'calling-policy-changed', subject });
    });
    return this.read();
  }

  /** No conversation is longer than the policy says, once one was read. */
  bounded<T extends { longestMs: number }>(rules: T): T {
    void this.current().catch(() => undefined);
    const longest = (this.known ?? DEFAULT_POLICY).longestCallMinutes * 60_000;
    return rules.longestMs <= longest ? rules : { ...rules, longestMs: longest };
  }

  /** Why a number in E.164 is not called now. `without`: trunks that failed already, so the call is counted. */
  async refusal(
    e164: string,
    call: { professionalId: string | null; without: string[] },
  ): Promise<CallRefusal | undefined> {
    const policy = await this.current().catch(() => undefined);
    if (!policy) return 'policy-unknown';
    const refused = refusal(e164, destinationsOf(policy));
    if (refused || call.without.length > 0) return refused;
    return this.limits.count(call.professionalId, policy);
  }

  /** Throws the answer that this number would not be called. */
  async requireCallable(number: PrivateNumber): Promise<void> {
    const refused = refusal(number.reveal(), destinationsOf(await this.read()));
    if (refused) throw new Problem('destination-refused', WHY[refused]);
  }

  /** What is known, however old, rather than a wait. */
  private async current(): Promise<CallingPolicy> {
    if (performance.now() - this.readAt < FRESH_FOR && this.known) return this.known;
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    if (!this.known) return this.reading;
    this.reading.catch((error: Error) => this.log.debug({ reason: error.message }, 'an older policy stands'));
    return this.known;
  }
}

const destinationsOf = ({ allow, refuse, countries }: CallingPolicy): Destinations => ({
  allow: allow ?? countries,
  refuse,
});
