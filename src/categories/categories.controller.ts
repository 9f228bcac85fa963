import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { pageQuery, type PageQuery } from '../common/paging.js';
import { By } from '../operators/by.js';
import {
  categoryChange,
  categoryPage,
  categoryView,
  newCategory,
  type CategoryChange,
  type NewCategory,
} from './categories.schema.js';
import { CategoriesService } from './categories.service.js';

@ApiTags('categories')
@ApiBearerAuth()
@Controller('categories')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Post()
  @Answers({ id: 'createCategory', summary: 'Add a category', status: 201, answer: categoryView })
  create(@Body({ schema: newCategory }) body: NewCategory, @By() by: Actor) {
    return this.categories.create(body, by);
  }

  @Get()
  @Answers({ id: 'listCategories', summary: 'List categories, oldest first', answer: categoryPage })
  list(@Query({ schema: pageQuery }) query: PageQuery) {
    return this.categories.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getCategory', summary: 'Read a category', answer: categoryView })
  get(@Id() id: string) {
    return this.categories.get(id);
  }

  @Patch(':id')
  @HasId()
  @Answers({
    id: 'changeCategory',
    summary: 'Change a category; menus say its new name',
    answer: categoryView,
  })
  change(@Id() id: string, @Body({ schema: categoryChange }) body: CategoryChange, @By() by: Actor) {
    return this.categories.change(id, body, by);
  }

  @Delete(':id')
  @HasId()
  @Answers({
    id: 'removeCategory',
    summary: 'Remove a category that no menu and no listing uses',
    status: 204,
  })
  remove(@Id() id: string, @By() by: Actor) {
    return this.categories.remove(id, by);
  }
}
