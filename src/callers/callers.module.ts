import { Module } from '@nestjs/common';
import { TrunksModule } from '../trunks/trunks.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { Callers } from './callers.js';
import { CallerOpener } from './open-caller.js';

@Module({
  imports: [TrunksModule, VaultModule],
  providers: [Callers, CallerOpener],
  exports: [Callers, CallerOpener],
})
export class CallersModule {}
