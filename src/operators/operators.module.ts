import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeyGuard } from './api-key.guard.js';
import { ApiKey } from './api-key.entity.js';
import { FirstKey } from './first-key.js';
import { OperatorsService } from './operators.service.js';
import { Refusals } from './refusals.js';

@Module({
  imports: [TypeOrmModule.forFeature([ApiKey])],
  providers: [OperatorsService, Refusals, FirstKey, { provide: APP_GUARD, useClass: ApiKeyGuard }],
})
export class OperatorsModule {}
