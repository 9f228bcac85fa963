import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import type { Logger } from 'pino';
import { openApiDocument } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { requestLog } from './request-log.js';
import { Validation } from './validation.js';

/** How requests are logged, read, checked and answered; the app is created with `bodyParser: false`. */
export function prepareHttp(app: NestExpressApplication, logger: Logger): void {
  app.disable('x-powered-by');
  // It is a hash of the answer: of a number, soon found by trying them all.
  app.disable('etag');
  app.use(requestLog(logger));
  app.useBodyParser('json', { limit: '64kb' });
  app.setGlobalPrefix('api/v1', { exclude: ['health/{*path}'] });
  app.useGlobalPipes(new Validation());
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalInterceptors(new StandardSchemaSerializerInterceptor(app.get(Reflector)));
  SwaggerModule.setup('docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    raw: ['json'],
  });
}
