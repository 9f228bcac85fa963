import { Module } from '@nestjs/common';
import { RedisModule } from '../redis/redis.module.js';
import { CallLimits } from './call-limits.js';
import { CallingPolicies } from './calling-policies.js';
import { CallingPolicyController } from './calling-policy.controller.js';

@Module({
  imports: [RedisModule],
  controllers: [CallingPolicyController],
  providers: [CallingPolicies, CallLimits],
  exports: [CallingPolicies],
})
export class CallingPolicyModule {}
