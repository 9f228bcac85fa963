import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { Public } from '../common/public.js';
import { HealthChecks, type Health } from './health-checks.js';

const healthView = z
  .object({ ready: z.boolean(), parts: z.record(z.string(), z.enum(['up', 'standby', 'down'])) })
  .meta({ id: 'Health' });

@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  @Get('live')
  @ApiOperation({ operationId: 'getLiveness', summary: 'The process answers' })
  @ApiResponse({ status: 200, description: 'It does.' })
  live(): { live: true } {
    return { live: true };
  }

  @Get('ready')
  @ApiOperation({ operationId: 'getReadiness', summary: 'Every part that a call needs is there' })
  @ApiResponse({ status: 200, description: 'All of them.', standardSchema: healthView })
  @ApiResponse({ status: 503, description: 'Not all of them.', standardSchema: healthView })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const health = await this.checks.run();
    response.status(health.ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return health;
  }
}
