import { Module } from '@nestjs/common';
import { CategoriesModule } from '../categories/categories.module.js';
import { DirectLinesModule } from '../direct-lines/direct-lines.module.js';
import { MenusModule } from '../menus/menus.module.js';
import { PassThroughNumbersModule } from '../pass-through-numbers/pass-through-numbers.module.js';
import { DemoSeed } from './demo-seed.js';
import { FirstStart } from './first-start.js';

@Module({
  imports: [CategoriesModule, DirectLinesModule, MenusModule, PassThroughNumbersModule],
  providers: [DemoSeed, FirstStart],
})
export class FirstStartModule {}
