import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Logger, SerializedResponse } from 'pino';
import { pinoHttp } from 'pino-http';
import { z } from 'zod';

/**
 * One line a request, when it is answered: without query, headers or body, and with the path as the code has it, not
 * as it was typed. Numbers and keys may stand in all of these. A fault has its stack where it was caught.
 */
export function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    genReqId: () => randomUUID(),
    quietReqLogger: true,
    quietResLogger: true,
    serializers: { res: ({ statusCode }: SerializedResponse) => ({ status: statusCode }) },
    customLogLevel: (request, response) =>
      response.statusCode >= 500 && !isProbe(request) ? 'warn' : 'debug',
    customSuccessObject: (request, _response, facts: object) => ({ ...facts, ...told(request) }),
    customErrorObject: (request, _response, _error, facts: object) => ({
      ...facts,
      ...told(request),
      err: undefined,
    }),
    customErrorMessage: (_request, _response, error) => error.message,
  });
}

const told = (request: IncomingMessage) => ({ method: request.method, path: pathOf(request as Request) });

/** Of what stands in the path, ids alone. Undefined where no route was looked for. */
function pathOf({ route, params }: Request): string | undefined {
  const { path } = (route ?? {}) as { path?: string };
  return path?.replaceAll(/:(\w+)/g, (name, key: string) => z.uuid().safeParse(params[key]).data ?? name);
}

/** Not ready is an answer like any other, and expected of every start. */
const isProbe = (request: IncomingMessage): boolean =>
  (pathOf(request as Request) ?? '').startsWith('/health/');
