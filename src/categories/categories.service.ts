import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { page, type Page, type PageQuery } from '../common/paging.js';
import { found, Problem } from '../common/problem.js';
import { updateRow } from '../database/update-row.js';
import { MenuWriter } from '../menus/menu-writer.js';
import { RoutingChanges, type RoutingChange } from '../routing/routing-changes.js';
import { CategoryPrompter } from './category-prompter.js';
import { Category } from './category.entity.js';
import type { CategoryChange, NewCategory } from './categories.schema.js';

@Injectable()
export class CategoriesService {
  constructor(
    @InjectRepository(Category) private readonly categories: Repository<Category>,
    private readonly prompter: CategoryPrompter,
    private readonly menus: MenuWriter,
    private readonly routing: RoutingChanges,
  ) {}

  async create(given: NewCategory): Promise<Category> {
    return this.categories.save({ ...given, prompts: await this.prompter.promptsOf(given.names) });
  }

  list(query: PageQuery): Promise<Page<Category>> {
    return page(this.categories.createQueryBuilder('category'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<Category> {
    return found(await this.categories.findOneBy({ id }), 'category');
  }

  async change(id: string, change: CategoryChange): Promise<Category> {
    const renamed = change.names && { prompts: await this.prompter.promptsOf(change.names) };
    const [category, numbers] = await this.menus.inTurn(this.categories.manager, async (manager) => {
      const row = await updateRow(manager.getRepository(Category), id, { ...change, ...renamed });
      const category = found(row, 'category');
      return [category, renamed ? await this.menus.recompileUsing(manager, category.key) : []] as const;
    });
    const menus = numbers.map(({ number }): RoutingChange => ({ kind: 'number', number }));
    await this.routing.changedAll([{ kind: 'category', categoryId: id }, ...menus]);
    return category;
  }

  async remove(id: string): Promise<void> {
    await this.menus.inTurn(this.categories.manager, async (manager) => {
      const { key } = found(await manager.findOneBy(Category, { id }), 'category');
      const users = (await this.menus.using(manager, key)).map(({ number }) => number);
      if (users.length > 0) throw new Problem('in-use', `The menus of ${users.join(', ')} offer it`);
      await manager.delete(Category, id);
    });
    await this.routing.changed({ kind: 'category', categoryId: id });
  }
}
