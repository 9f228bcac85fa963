import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { DataSource, type EntityManager } from 'typeorm';
import { MenuWriter } from '../menus/menu-writer.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { RoutingChanges, type RoutingChange } from '../routing/routing-changes.js';
import { Category } from './category.entity.js';
import { CategoryPrompter } from './category-prompter.js';

/**
 * Operators' words whose audio is not there (the folder was lost, a voice was changed) are spoken again before
 * calls are taken. Costs nothing when all is there.
 */
@Injectable()
export class WordsAtBoot implements OnModuleInit {
  private readonly logger = new Logger('Prompts');

  constructor(
    private readonly dataSource: DataSource,
    private readonly prompter: CategoryPrompter,
    private readonly menus: MenuWriter,
    private readonly routing: RoutingChanges,
  ) {}

  /** A synthesiser that fails must not keep the switchboard down: other menus may be whole. */
  async onModuleInit(): Promise<void> {
    try {
      const changes = await this.menus.inTurn(this.dataSource.manager, async (manager) => [
        ...(await this.categories(manager)),
        ...(await this.switchboardNumbers(manager)),
      ]);
      await this.routing.changedAll(changes);
    } catch (error) {
      this.logger.error({ err: error }, 'The words of menus and categories could not all be spoken');
    }
  }

  private async categories(manager: EntityManager): Promise<RoutingChange[]> {
    const changes: RoutingChange[] = [];
    for (const { id, names, prompts } of await manager.find(Category)) {
      const spoken = await this.prompter.promptsOf(names);
      if (isDeepStrictEqual(spoken, prompts)) continue;
      await manager.update(Category, id, { prompts: spoken });
      changes.push({ kind: 'category', categoryId: id });
    }
    return changes;
  }

  private async switchboardNumbers(manager: EntityManager): Promise<RoutingChange[]> {
    const changes: RoutingChange[] = [];
    for (const source of await manager.find(SwitchboardNumber)) {
      const compiled = await this.menus.compile(manager, source);
      if (isDeepStrictEqual(compiled, source.compiled)) continue;
      await manager.update(SwitchboardNumber, source.id, { compiled });
      changes.push({ kind: 'number', number: source.number });
    }
    return changes;
  }
}
