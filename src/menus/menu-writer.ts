import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Category } from '../categories/category.entity.js';
import { MenuCompiler, type MenuSource } from './menu-compiler.js';
import { SwitchboardNumber, type CompiledMenu } from './switchboard-number.entity.js';
import { LOCKS } from '../database/locks.js';

/** Keeps compiled menus and the categories they name in step. */
@Injectable()
export class MenuWriter {
  constructor(private readonly compiler: MenuCompiler) {}

  /**
   * A transaction that writes menus, or categories that menus name: one at a time, because what is compiled
   * from one is stored in the other. They are rare, and locks on the rows themselves would cross.
   */
  inTurn<T>(manager: EntityManager, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return manager.transaction(async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [LOCKS.menus]);
      return work(transaction);
    });
  }

  async compile(manager: EntityManager, source: MenuSource): Promise<CompiledMenu> {
    const keys = source.menu.choices.map(({ category }) => category);
    return this.compiler.compile(source, await manager.findBy(Category, { key: In(keys) }));
  }

  /** The switchboard numbers whose menus offer the category. */
  using(manager: EntityManager, categoryKey: string): Promise<SwitchboardNumber[]> {
    return manager
      .createQueryBuilder(SwitchboardNumber, 'number')
      .where(`number.menu->'choices' @> :choice::jsonb`, {
        choice: JSON.stringify([{ category: categoryKey }]),
      })
      .getMany();
  }

  /** After a category was renamed. Returns the switchboard numbers that say its name. */
  async recompileUsing(manager: EntityManager, categoryKey: string): Promise<SwitchboardNumber[]> {
    const numbers = await this.using(manager, categoryKey);
    for (const number of numbers) {
      await manager.update(SwitchboardNumber, number.id, { compiled: await this.compile(manager, number) });
    }
    return numbers;
  }
}
