import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Listing } from './listing.entity.js';
import { ListingsController } from './listings.controller.js';
import { ListingsService } from './listings.service.js';
import { Professional } from './professional.entity.js';
import { ProfessionalsController } from './professionals.controller.js';
import { ProfessionalsService } from './professionals.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Professional, Listing])],
  controllers: [ProfessionalsController, ListingsController],
  providers: [ProfessionalsService, ListingsService],
})
export class ProfessionalsModule {}
