import { Global, Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { AuditLogController } from './audit-log.controller.js';
import { AuditLog } from './audit-log.js';
import { Audit } from './audit.js';
import { HeadKeeper } from './head-keeper.js';

/** Global: everybody who does what is noted writes it. */
@Global()
@Module({
  imports: [VaultModule],
  controllers: [AuditLogController],
  providers: [Audit, AuditLog, HeadKeeper],
  exports: [Audit],
})
export class AuditModule {}
