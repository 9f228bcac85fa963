import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Trunk } from './trunk.entity.js';

/** The enabled trunks, in memory: a call that is to leave waits for no database. */
@Injectable()
export class KnownTrunks {
  private trunks: Trunk[] = [];

  constructor(@InjectRepository(Trunk) private readonly rows: Repository<Trunk>) {}

  /** As they are in Postgres. Rejects when it is away: then those stay known that were. */
  async load(): Promise<Trunk[]> {
    this.trunks = await this.rows.find({ where: { enabled: true }, order: { createdAt: 'ASC', id: 'ASC' } });
    return this.trunks;
  }

  all(): Trunk[] {
    return this.trunks;
  }
}
