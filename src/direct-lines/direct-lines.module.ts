import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Config } from '../config/config.js';
import { DirectLineRow } from './direct-line.entity.js';
import { DirectLinesController } from './direct-lines.controller.js';
import { DirectLinesService } from './direct-lines.service.js';
import { Keyring } from './keyring.js';
import { LineSealer } from './line-sealer.js';
import { loadKeyring } from './load-keyring.js';
import { NumberClaims } from './number-claims.js';
import { LineOpener } from './open-line.js';

@Module({
  imports: [TypeOrmModule.forFeature([DirectLineRow])],
  controllers: [DirectLinesController],
  providers: [
    { provide: Keyring, inject: [Config, DataSource], useFactory: loadKeyring },
    LineSealer,
    LineOpener,
    NumberClaims,
    DirectLinesService,
  ],
  exports: [LineSealer, LineOpener, NumberClaims],
})
export class DirectLinesModule {}
