import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
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
    private readonly audit: Audit,
  ) {}

  async create(given: NewCategory, actor: Actor): Promise<Category> {
    const prompts = await this.prompter.promptsOf(given.names);
    return this.categories.manager.transaction(async (manager) => {
      const added = await manager.save(Category, { ...given, prompts });
      await this.audit.write(manager, { actor, action: 'category-added', subject: subjectOf(added.id) });
      return added;
    });
  }

  list(query: PageQuery): Promise<Page<Category>> {
    return page(this.categories.createQueryBuilder('category'), 'createdAt', 'ASC', query);
  }

  async get(id: string): Promise<Category> {
    return found(await this.categories.findOneBy({ id }), 'category');
  }

  async change(id: string, change: CategoryChange, actor: Actor): Promise<Category> {
    const renamed = change.names && { prompts: await this.prompter.promptsOf(change.names) };
    const entry = { actor, action: 'category-changed', subject: subjectOf(id) } as const;
    const [category, numbers] = await this.menus.inTurn(this.categories.manager, async (manager) => {
      const row = await updateRow(manager.getRepository(Category), id, { ...change, ...renamed });
      const category = found(row, 'category');
      const numbers = renamed ? await this.menus.recompileUsing(manager, category.key) : [];
      await this.audit.write(manager, { ...entry, detail: { fields: Object.keys(change) } });
      return [category, numbers] as const;
    });
    const menus = numbers.map(({ number }): RoutingChange => ({ kind: 'number', number }));
    await this.routing.changedAll([{ kind: 'category', categoryId: id }, ...menus]);
    return category;
  }

  async remove(id: string, actor: Actor): Promise<void> {
    await this.menus.inTurn(this.categories.manager, async (manager) => {
      const { key } = found(await manager.findOneBy(Category, { id }), 'category');
      const users = (await this.menus.using(manager, key)).map(({ number }) => number);
      if (users.length > 0) throw new Problem('in-use', `The menus of ${users.join(', ')} offer it`);
      await manager.delete(Category, id);
      await this.audit.write(manager, { actor, action: 'category-removed', subject: subjectOf(id) });
    });
    await this.routing.changed({ kind: 'category', categoryId: id });
  }
}

const subjectOf = (id: string) => `category:${id}` as const;
