import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MenusModule } from '../menus/menus.module.js';
import { CategoriesController } from './categories.controller.js';
import { CategoriesService } from './categories.service.js';
import { Category } from './category.entity.js';
import { CategoryPrompter } from './category-prompter.js';
import { WordsAtBoot } from './words-at-boot.js';

@Module({
  imports: [TypeOrmModule.forFeature([Category]), MenusModule],
  controllers: [CategoriesController],
  providers: [CategoriesService, CategoryPrompter, WordsAtBoot],
  exports: [CategoryPrompter],
})
export class CategoriesModule {}
