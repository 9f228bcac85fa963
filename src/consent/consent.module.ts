import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Consents } from '../call-runtime/ports.js';
import { PromptsModule } from '../prompts/prompts.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { Consent } from './consent.entity.js';
import { ConsentRequest } from './consent-request.entity.js';
import { ConsentRequestsController } from './consent-requests.controller.js';
import { ConsentRequestsService } from './consent-requests.service.js';
import { ConsentSecrets } from './consent-secrets.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';
import { PhoneConsents } from './phone-consents.js';
import { Questions } from './questions.js';
import { WithdrawalWatch } from './withdrawal-watch.js';

/** Global, so that the call runtime gets its `Consents` without importing this folder. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Consent, ConsentRequest]), PromptsModule, VaultModule],
  controllers: [ConsentsController, ConsentRequestsController],
  providers: [
    ConsentsService,
    ConsentRequestsService,
    ConsentSecrets,
    Questions,
    WithdrawalWatch,
    { provide: Consents, useClass: PhoneConsents },
  ],
  exports: [Consents, ConsentsService],
})
export class ConsentModule {}
