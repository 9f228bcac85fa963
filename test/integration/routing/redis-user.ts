import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { redisUrl } from './node.js';

/** A user of Redis who can be refused commands: as where its disk is full, Redis answers then, and takes nothing. */
export class RedisUser {
  private readonly name = `user-${randomBytes(6).toString('hex')}`;
  private readonly client = new Redis(redisUrl());

  static async create(): Promise<RedisUser> {
    const user = new RedisUser();
    await user.rule('on', `>${user.name}`, '~*', '&*', '+@all');
    return user;
  }

  get url(): string {
    return Object.assign(new URL(redisUrl()), { username: this.name, password: this.name }).href;
  }

  refuse(...commands: string[]): Promise<unknown> {
    return this.rule(...commands.map((command) => `-${command}`));
  }

  async remove(): Promise<void> {
    await this.client.acl('DELUSER', this.name);
    this.client.disconnect();
  }

  private rule(...rules: string[]): Promise<unknown> {
    return this.client.acl('SETUSER', this.name, ...rules);
  }
}
