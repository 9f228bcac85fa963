import { Injectable } from '@nestjs/common';
import { RedisConnection } from '../../redis/redis-connection.js';
import { Script } from '../../redis/script.js';
import { reservationKeys as keys } from './reservation-keys.js';

/** One that is not confirmed is gone soon: its answer never arrived, or whoever asked is dead. */
const UNCONFIRMED_MS = 10_000;
/** Renewed while the call lasts (`RENEW_EVERY_MS`): a process that dies keeps nobody from being rung for longer. */
const CONFIRMED_MS = 60_000;
export const RENEW_EVERY_MS = 20_000;

const RESERVE = new Script(`
  local taken = {}
  for i = 2, #KEYS do
    if #taken == tonumber(ARGV[2]) then break end
    local holder = redis.call('GET', KEYS[i])
    if not holder or holder == ARGV[1] then
      redis.call('SET', KEYS[i], ARGV[1], 'PX', ARGV[4])
      redis.call('HSET', KEYS[1], ARGV[3 + i], ARGV[3])
      taken[#taken + 1] = ARGV[3 + i]
    end
  end
  return taken`);

const CONFIRM = new Script(`
  local holder = redis.call('GET', KEYS[1])
  if holder and holder ~= ARGV[1] then return 0 end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`);

const RELEASE = new Script(`
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('DEL', KEYS[1])
  if ARGV[3] ~= '' then redis.call('HSET', KEYS[2], ARGV[2], ARGV[3]) end
  return 1`);

/** Reservations in Redis, for all processes: per professional the call that holds them. Rejects when Redis fails. */
@Injectable()
export class SharedReservations {
  constructor(private readonly redis: RedisConnection) {}

  /** Takes the first `most` of `professionalIds` that are free, in one step. Gives those taken. */
  async reserve(callId: string, professionalIds: string[], most: number, now: Date): Promise<string[]> {
    const names = [keys.offered, ...professionalIds.map(keys.reserved)];
    const args = [callId, most, now.getTime(), UNCONFIRMED_MS, ...professionalIds];
    return (await this.redis.run((client) => RESERVE.run(client, names, args))) as string[];
  }

  /** Leaves another call's reservation alone. */
  async release(callId: string, professionalId: string, spokeUntil: Date | null): Promise<void> {
    const names = [keys.reserved(professionalId), keys.ended];
    const args = [callId, professionalId, spokeUntil?.getTime() ?? ''];
    await this.redis.run((client) => RELEASE.run(client, names, args));
  }

  /** Kept for a minute from now. What Redis forgot, it hears again. */
  async confirm(callId: string, professionalId: string): Promise<void> {
    const name = keys.reserved(professionalId);
    await this.redis.run((client) => CONFIRM.run(client, [name], [callId, CONFIRMED_MS]));
  }
}
