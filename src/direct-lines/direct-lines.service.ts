import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { found, Problem } from '../common/problem.js';
import { publishedNumbers } from '../pass-through-numbers/published-numbers.js';
import { listingChanges } from '../professionals/listing-changes.js';
import { Professional } from '../professionals/professional.entity.js';
import { RoutingChanges } from '../routing/routing-changes.js';
import { DirectLineRow } from './direct-line.entity.js';
import type { DirectLine } from './direct-line.js';
import type { DirectLineView } from './direct-lines.schema.js';
import { LineSealer } from './line-sealer.js';

@Injectable()
export class DirectLinesService {
  constructor(
    @InjectRepository(DirectLineRow) private readonly lines: Repository<DirectLineRow>,
    private readonly sealer: LineSealer,
    private readonly routing: RoutingChanges,
  ) {}

  async set(professionalId: string, line: DirectLine): Promise<DirectLineView> {
    found(await this.lines.manager.findOneBy(Professional, { id: professionalId }), 'professional');
    await this.refuseOthers(professionalId, line);
    // One statement: a call that reads meanwhile finds the old line or the new one, never none.
    await this.lines.upsert({ ...this.sealer.seal(professionalId, line), updatedAt: new Date() }, [
      'professionalId',
    ]);
    await this.tell(professionalId);
    return this.status(professionalId);
  }

  async status(professionalId: string): Promise<DirectLineView> {
    const { updatedAt } = found(
      await this.lines.findOneBy({ professionalId }),
      'direct line for a professional',
    );
    return { set: true, updatedAt };
  }

  async remove(professionalId: string): Promise<void> {
    const { affected } = await this.lines.delete({ professionalId });
    found(affected, 'direct line for a professional');
    await this.tell(professionalId);
  }

  /** A line that leads back into the switchboard would ring itself; one that two share would ring the wrong one. */
  private async refuseOthers(professionalId: string, line: DirectLine): Promise<void> {
    const owner = await this.lines.findOneBy({ numberIndex: this.sealer.indexOf(line) });
    const taken = owner ? owner.professionalId !== professionalId : await this.isPublished(line);
    if (taken)
      throw new Problem('number-taken', 'The number is another direct line or one of the published numbers');
  }

  /** Compared here: in a query the hidden number would go to the database, and into its log, in clear. */
  private async isPublished(line: DirectLine): Promise<boolean> {
    return (await publishedNumbers(this.lines.manager)).has(line.reveal());
  }

  private async tell(professionalId: string): Promise<void> {
    const changes = await listingChanges(this.lines.manager, { professionalId });
    await this.routing.changedAll([{ kind: 'direct-line', professionalId }, ...changes]);
  }
}
