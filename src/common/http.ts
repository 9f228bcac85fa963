import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { SwaggerModule } from '@nestjs/swagger';
import { randomUUID } from 'node:crypto';
import type { Logger, SerializedRequest, SerializedResponse } from 'pino';
import { pinoHttp } from 'pino-http';
import { openApiDocument } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
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

/** One line a request, without query, headers or body: numbers and keys may stand there. */
function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    serializers: {
      req: ({ id, method, url }: SerializedRequest) => ({ id, method, path: url.split('?')[0] }),
      res: ({ statusCode }: SerializedResponse) => ({ status: statusCode }),
    },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
  });
}
