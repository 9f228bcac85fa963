import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers, HasId, Id } from '../common/api.js';
import { By } from '../operators/by.js';
import {
  listingChange,
  listingPage,
  listingQuery,
  listingView,
  newListing,
  type ListingChange,
  type ListingQuery,
  type NewListing,
} from './listings.schema.js';
import { ListingsService } from './listings.service.js';

@ApiTags('listings')
@ApiBearerAuth()
@Controller('listings')
export class ListingsController {
  constructor(private readonly listings: ListingsService) {}

  @Post()
  @Answers({
    id: 'createListing',
    summary: 'List a professional in a category',
    status: 201,
    answer: listingView,
  })
  create(@Body({ schema: newListing }) body: NewListing, @By() by: Actor) {
    return this.listings.create(body, by);
  }

  @Get()
  @Answers({ id: 'listListings', summary: 'List listings, oldest first', answer: listingPage })
  list(@Query({ schema: listingQuery }) query: ListingQuery) {
    return this.listings.list(query);
  }

  @Get(':id')
  @HasId()
  @Answers({ id: 'getListing', summary: 'Read a listing', answer: listingView })
  get(@Id() id: string) {
    return this.listings.get(id);
  }

  @Patch(':id')
  @HasId()
  @Answers({ id: 'changeListing', summary: 'Publish a listing or take it back', answer: listingView })
  change(@Id() id: string, @Body({ schema: listingChange }) body: ListingChange, @By() by: Actor) {
    return this.listings.change(id, body, by);
  }

  @Delete(':id')
  @HasId()
  @Answers({ id: 'removeListing', summary: 'Remove a listing and its pass-through numbers', status: 204 })
  remove(@Id() id: string, @By() by: Actor) {
    return this.listings.remove(id, by);
  }
}
