import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RedisConnection } from '../redis/redis-connection.js';
import { Script } from '../redis/script.js';
import { DAY, HOUR, type Guess, type GuessLimit, type Verdict } from './guess.js';

/** One hash tag, since scripts touch both at once. */
const keys = {
  caller: (caller: string) => `{guesses}:caller:${caller}`,
  overall: '{guesses}:overall',
};

/**
 * What counts within the day, by time. Nothing is added to what is full, so none of these grows beyond
 * its day's limit, and callers who are refused because all together guessed too often leave nothing at all.
 */
const RESERVE = new Script(`
  local now, hourAgo, dayAgo, known = ARGV[3], ARGV[4], ARGV[5], ARGV[6] == '1'
  local function used(key)
    redis.call('ZREMRANGEBYSCORE', key, '-inf', dayAgo)
    return redis.call('ZCOUNT', key, '(' .. hourAgo, '+inf'), redis.call('ZCARD', key)
  end
  local function add(key, what)
    redis.call('ZADD', key, now, what)
    redis.call('PEXPIRE', key, ${DAY})
  end
  local hour, day = used(KEYS[1])
  if hour >= tonumber(ARGV[7]) or day >= tonumber(ARGV[8]) then return { 'caller-spent' } end
  local allHour, allDay = used(KEYS[2])
  local full = allHour >= tonumber(ARGV[9]) or allDay >= tonumber(ARGV[10])
  if full and not known then return { 'overall-spent', allHour, allDay } end
  add(KEYS[1], ARGV[1])
  if not full then add(KEYS[2], ARGV[2]) end
  return { 'granted', allHour, allDay }`);

/** The guesses of all processes, in Redis. Rejects when Redis fails. */
@Injectable()
export class SharedGuesses {
  constructor(
    private readonly redis: RedisConnection,
    private readonly config: Config,
  ) {}

  /** Checks and counts in one step. `overall` is what was counted before; left out where it was not looked at. */
  async reserve(guess: Guess, known: boolean): Promise<{ verdict: Verdict; overall?: GuessLimit }> {
    const { caller, overall } = this.config.guesses;
    const names = [keys.caller(guess.caller), keys.overall];
    const times = [guess.at, guess.at - HOUR, guess.at - DAY];
    const limits = [caller.hour, caller.day, overall.hour, overall.day];
    const args = [guess.id, guess.extension, ...times, known ? 1 : 0, ...limits];
    const answer = await this.redis.run((client) => RESERVE.run(client, names, args));
    const [verdict, hour, day] = answer as [Verdict, number?, number?];
    return hour === undefined || day === undefined ? { verdict } : { verdict, overall: { hour, day } };
  }

  /** `whose`: with `overall`, it goes on counting against its caller. */
  async giveBack(guess: Guess, whose: 'everybody' | 'overall'): Promise<void> {
    await this.redis.run((client) => client.zrem(keys.overall, guess.extension));
    if (whose === 'everybody')
      await this.redis.run((client) => client.zrem(keys.caller(guess.caller), guess.id));
  }

  /** Nothing is kept of this caller any more. */
  async forget(caller: string): Promise<void> {
    await this.redis.run((client) => client.unlink(keys.caller(caller)));
  }
}
