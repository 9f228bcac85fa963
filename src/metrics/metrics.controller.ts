import { Controller, Get, Header } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Meter } from './meter.js';

@ApiTags('metrics')
@ApiBearerAuth()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly meter: Meter) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @ApiOperation({ operationId: 'getMetrics', summary: 'What this process counts, as Prometheus reads it' })
  @ApiResponse({
    status: 200,
    description: 'Text, format 0.0.4.',
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  get(): Promise<string> {
    return this.meter.text();
  }
}
