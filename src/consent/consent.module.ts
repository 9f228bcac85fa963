import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Consents } from '../call-runtime/ports.js';
import { Consent } from './consent.entity.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';
import { PhoneConsents } from './phone-consents.js';
import { WithdrawalWatch } from './withdrawal-watch.js';

/** Global, so that the call runtime gets its `Consents` without importing this folder. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Consent])],
  controllers: [ConsentsController],
  providers: [ConsentsService, WithdrawalWatch, { provide: Consents, useClass: PhoneConsents }],
  exports: [Consents, ConsentsService],
})
export class ConsentModule {}
