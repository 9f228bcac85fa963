import { Global, Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { Audit } from './audit.js';

/** Global: everybody who does what is noted writes it. */
@Global()
@Module({ imports: [VaultModule], providers: [Audit], exports: [Audit] })
export class AuditModule {}
