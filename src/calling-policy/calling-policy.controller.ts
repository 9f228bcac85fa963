import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../audit/actor.js';
import { Answers } from '../common/api.js';
import { By } from '../operators/by.js';
import { Needs } from '../operators/role.js';
import { CallingPolicies } from './calling-policies.js';
import { callingPolicyView, newCallingPolicy, type NewCallingPolicy } from './calling-policy.schema.js';

@ApiTags('calling-policy')
@ApiBearerAuth()
@Controller('calling-policy')
export class CallingPolicyController {
  constructor(private readonly policies: CallingPolicies) {}

  @Get()
  @Answers({ id: 'getCallingPolicy', summary: 'Read whom the switchboard calls', answer: callingPolicyView })
  get() {
    return this.policies.read();
  }

  /** Whoever narrows it digit by digit reads in call records where a hidden number belongs. */
  @Put()
  @Needs('carriers')
  @Answers({
    id: 'setCallingPolicy',
    summary: 'Say whom the switchboard calls; what is left out is as it was at first',
    answer: callingPolicyView,
  })
  set(@Body({ schema: newCallingPolicy }) body: NewCallingPolicy, @By() by: Actor) {
    return this.policies.write(body, by);
  }
}
