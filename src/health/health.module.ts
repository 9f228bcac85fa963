import { Global, Module } from '@nestjs/common';
import { HealthChecks } from './health-checks.js';
import { HealthController } from './health.controller.js';
import { Lateness } from './lateness.js';

@Global()
@Module({
  controllers: [HealthController],
  providers: [HealthChecks, Lateness],
  exports: [HealthChecks, Lateness],
})
export class HealthModule {}
