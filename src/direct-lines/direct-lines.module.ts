import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallingPolicyModule } from '../calling-policy/calling-policy.module.js';
import { VaultModule } from '../vault/vault.module.js';
import { ClaimTurns } from './claim-turns.js';
import { DirectLineRow } from './direct-line.entity.js';
import { DirectLinesController } from './direct-lines.controller.js';
import { DirectLinesService } from './direct-lines.service.js';
import { LineSealer } from './line-sealer.js';
import { NumberClaims } from './number-claims.js';
import { LineOpener } from './open-line.js';
import { LineRevealer } from './reveal-line.js';
import { SeeingBudget } from './seeing-budget.js';

@Module({
  imports: [TypeOrmModule.forFeature([DirectLineRow]), CallingPolicyModule, VaultModule],
  controllers: [DirectLinesController],
  providers: [
    LineSealer,
    LineOpener,
    LineRevealer,
    SeeingBudget,
    NumberClaims,
    ClaimTurns,
    DirectLinesService,
  ],
  exports: [LineSealer, LineOpener, LineRevealer, NumberClaims, ClaimTurns],
})
export class DirectLinesModule {}
