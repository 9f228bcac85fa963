import { Module } from '@nestjs/common';
import { TrunksModule } from '../trunks/trunks.module.js';
import { CallMetrics } from './call-metrics.js';
import { Meter } from './meter.js';
import { MetricsController } from './metrics.controller.js';
import { TrunkMetrics } from './trunk-metrics.js';

@Module({
  imports: [TrunksModule],
  controllers: [MetricsController],
  providers: [Meter, CallMetrics, TrunkMetrics],
})
export class MetricsModule {}
