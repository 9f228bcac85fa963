import { Module } from '@nestjs/common';
import { TrunksModule } from '../trunks/trunks.module.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';

@Module({ imports: [TrunksModule], controllers: [MetricsController], providers: [Metrics] })
export class MetricsModule {}
