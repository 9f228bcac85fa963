import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { problemOf } from './problem-of.js';

/** Answers every error as RFC 9457 problem details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { status, title, code, detail, errors } = problemOf(error);
    const id = http.getRequest<{ id?: string }>().id;
    if (status >= 500) this.logger.error({ err: error, request: id }, `A request failed: ${code}`);
    const response = http.getResponse<Response>();
    if (status === 401) response.setHeader('www-authenticate', 'Bearer');
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ type: `/docs#${code}`, title, status, code, detail, errors, request: id }));
  }
}
