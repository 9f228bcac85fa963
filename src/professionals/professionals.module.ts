import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Professionals } from '../call-runtime/ports.js';
import { ChangesByPhone } from './changes-by-phone.js';
import { Listing } from './listing.entity.js';
import { ListingsController } from './listings.controller.js';
import { ListingsService } from './listings.service.js';
import { Professional } from './professional.entity.js';
import { ProfessionalsController } from './professionals.controller.js';
import { ProfessionalsService } from './professionals.service.js';

/** Global, so that the call runtime gets its `Professionals` without importing this folder. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Professional, Listing])],
  controllers: [ProfessionalsController, ListingsController],
  providers: [ProfessionalsService, ListingsService, { provide: Professionals, useClass: ChangesByPhone }],
  exports: [Professionals],
})
export class ProfessionalsModule {}
