import { Module } from '@nestjs/common';
import { VaultModule } from '../vault/vault.module.js';
import { Callers } from './callers.js';
import { CallerOpener } from './open-caller.js';

@Module({
  imports: [VaultModule],
  providers: [Callers, CallerOpener],
  exports: [Callers, CallerOpener],
})
export class CallersModule {}
