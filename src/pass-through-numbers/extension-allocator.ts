import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problem.js';
import { drawExtension, EXTENSIONS } from './draw-extension.js';
import { PassThroughNumber } from './pass-through-number.entity.js';
import { rests } from './resting-numbers.js';

/** Extensions stay sparse, so that guessing finds few: a tenth of those that could be. */
const MOST = EXTENSIONS / 10;

/** With a tenth in use, this many draws that are all taken mean something else is wrong. */
const DRAWS = 20;

@Injectable()
export class ExtensionAllocator {
  /** The unique index decides who gets an extension; a draw that lost is drawn again. */
  allocate(
    manager: EntityManager,
    listingId: string,
    switchboardNumberId: string,
  ): Promise<PassThroughNumber> {
    return manager.transaction(async (within) => {
      if ((await within.countBy(PassThroughNumber, { switchboardNumberId })) >= MOST) throw exhausted();
      for (let draw = 0; draw < DRAWS; draw++) {
        const taken = await this.take(within, listingId, switchboardNumberId, drawExtension());
        if (taken) return taken;
      }
      throw exhausted();
    });
  }

  private async take(
    manager: EntityManager,
    listingId: string,
    switchboardNumberId: string,
    extension: string,
  ): Promise<PassThroughNumber | undefined> {
    const row = { listingId, kind: 'extension', switchboardNumberId, extension } as const;
    const insert = manager.createQueryBuilder().insert().into(PassThroughNumber).values(row).orIgnore();
    const id = (await insert.execute()).identifiers[0]?.['id'] as string | undefined;
    if (!id) return undefined;
    // Asked when we have it: one that was removed a moment ago rests by now, and the insert has waited for that.
    if (!(await rests(manager, switchboardNumberId, extension)))
      return manager.findOneByOrFail(PassThroughNumber, { id });
    await manager.delete(PassThroughNumber, { id });
    return undefined;
  }
}

const exhausted = () =>
  new Problem('extensions-exhausted', `A switchboard number has at most ${MOST} extensions; publish another`);
