import { Injectable } from '@nestjs/common';
import { RedisConnection } from '../redis/redis-connection.js';
import { Script } from '../redis/script.js';

export type TooMany = 'professional-too-often' | 'too-many-calls';

export interface Limits {
  mostPerProfessionalHour: number;
  mostPerMinute: number;
}

const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * KEYS: one professional's calls, everybody's: how many there were in each sixtieth of the window, by its number. So
 * what is kept does not grow with the calls, and a call counts for a sixtieth longer than the window at most. Nothing
 * is added to what is full.
 */
const COUNT = new Script(`
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local function counted(key, window)
    local oldest = math.floor(now * 60 / window) - 60
    local sum = 0
    local parts = redis.call('HGETALL', key)
    for i = 1, #parts, 2 do
      if tonumber(parts[i]) < oldest then redis.call('HDEL', key, parts[i])
      else sum = sum + tonumber(parts[i + 1]) end
    end
    return sum
  end
  local function add(key, window)
    redis.call('HINCRBY', key, string.format('%d', math.floor(now * 60 / window)), 1)
    redis.call('PEXPIRE', key, math.floor(window * 61 / 60))
  end
  if counted(KEYS[1], ${HOUR}) >= tonumber(ARGV[1]) then return 'professional-too-often' end
  if counted(KEYS[2], ${MINUTE}) >= tonumber(ARGV[2]) then return 'too-many-calls' end
  add(KEYS[1], ${HOUR})
  add(KEYS[2], ${MINUTE})
  return ''`);

/** Calls of all processes, counted in Redis; without it each process counts its own. */
@Injectable()
export class CallLimits {
  private readonly local = new Map<string, number[]>();

  constructor(private readonly redis: RedisConnection) {}

  /** Counts a call, unless there were too many. Callers who are called back count together. Never rejects. */
  async count(professionalId: string | null, limits: Limits): Promise<TooMany | undefined> {
    const who = professionalId ?? 'callers';
    const most = professionalId === null ? limits.mostPerMinute * 60 : limits.mostPerProfessionalHour;
    const keys = [`{calling}:professional:${who}`, '{calling}:all'].map((key) => `${key}:counts`);
    const args = [most, limits.mostPerMinute];
    const told = await this.redis
      .run((client) => COUNT.run(client, keys, args))
      .catch(() => this.countHere(who, most, limits.mostPerMinute));
    return (told as TooMany | '') || undefined;
  }

  private countHere(who: string, most: number, all: number): TooMany | '' {
    const now = Date.now();
    const theirs = this.since(who, now - HOUR);
    const everybodys = this.since('all', now - MINUTE);
    if (theirs.length >= most) return 'professional-too-often';
    if (everybodys.length >= all) return 'too-many-calls';
    theirs.push(now);
    everybodys.push(now);
    return '';
  }

  private since(name: string, from: number): number[] {
    const kept = (this.local.get(name) ?? []).filter((at) => at > from);
    this.local.set(name, kept);
    return kept;
  }
}
