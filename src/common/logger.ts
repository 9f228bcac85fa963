import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/**
 * Errors are logged by name, message, code and stack only. A driver's error carries the query's
 * parameters too, and a parser's the text it could not read: numbers may be among them.
 */
function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack } = error;
  return { type: name, message, code: 'code' in error ? error.code : undefined, stack };
}

export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  const options = { level, serializers: { err: errorForLog, error: errorForLog }, base: null };
  return destination ? pino(options, destination) : pino(options);
}

/** What Nest says of every module and route at each start, and of an error that main.ts puts in one sentence. */
const CHATTER = new Set<unknown>([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'ExceptionHandler',
]);

type Level = 'info' | 'warn' | 'error' | 'fatal' | 'debug' | 'trace';

/** Nest's Logger, written by pino: `logger.log(message)`, or `logger.log({ callId }, message)`. */
export class PinoLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log = (message: unknown, ...rest: unknown[]) => this.write('info', message, rest);
  warn = (message: unknown, ...rest: unknown[]) => this.write('warn', message, rest);
  error = (message: unknown, ...rest: unknown[]) => this.write('error', message, rest);
  fatal = (message: unknown, ...rest: unknown[]) => this.write('fatal', message, rest);
  debug = (message: unknown, ...rest: unknown[]) => this.write('debug', message, rest);
  verbose = (message: unknown, ...rest: unknown[]) => this.write('trace', message, rest);

  /** Nest puts the logger's name last, and for errors the stack before it. */
  private write(given: Level, message: unknown, rest: unknown[]): void {
    const context = rest.pop();
    const level = CHATTER.has(context) ? 'debug' : given;
    const text = rest.find((part) => typeof part === 'string');
    if (message instanceof Error) this.pino[level]({ context, err: message }, message.message);
    else if (typeof message === 'object') this.pino[level]({ context, ...message }, text);
    else
      this.pino[level](
        { context, ...(text ? { stack: text } : {}) },
        typeof message === 'string' ? message : JSON.stringify(message),
      );
  }
}
