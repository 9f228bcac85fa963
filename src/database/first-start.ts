import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { SwitchboardNumber } from '../menus/switchboard-number.entity.js';
import { Professional } from '../professionals/professional.entity.js';
import { alone } from './alone.js';
import { DemoSeed } from './demo-seed.js';

/** Puts the demo data into an empty database, all of it or nothing, before calls and requests are taken. */
@Injectable()
export class FirstStart implements OnModuleInit {
  private readonly logger = new Logger('Database');

  constructor(
    private readonly config: Config,
    private readonly dataSource: DataSource,
    private readonly seed: DemoSeed,
  ) {}

  async onModuleInit(): Promise<void> {
    const { on, sipPort } = this.config.demo;
    if (!on) return;
    await alone(this.dataSource, async () => {
      if (!(await this.isEmpty())) return;
      await this.dataSource.transaction((manager) => this.seed.write(manager, sipPort));
      this.logger.log('The demo data was written');
    });
  }

  private async isEmpty(): Promise<boolean> {
    const { manager } = this.dataSource;
    return !(await manager.existsBy(SwitchboardNumber, {})) && !(await manager.existsBy(Professional, {}));
  }
}
