import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { prepareHttp } from './common/http.js';
import { createLogger, PinoLogger } from './common/logger.js';
import { Config } from './config/config.js';

/**
 * Boot: read the environment, migrate, find the keys, seed, connect to Asterisk, listen; what is missing ends it.
 * Shutdown, at SIGTERM and SIGINT: the modules' hooks, in Nest's order.
 */
async function main(): Promise<void> {
  const config = new Config(process.env);
  const logger = createLogger(config.logLevel);
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    logger: new PinoLogger(logger),
    abortOnError: false,
    bodyParser: false,
    forceCloseConnections: true,
  });
  prepareHttp(app, logger);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  const { address, port } = config.http;
  await app.listen(port, address);
  logger.info({ address, port }, 'Throughline is listening');
}

main().catch((error: unknown) => {
  process.stderr.write(`Throughline cannot start: ${sentence(error)}\n`);
  process.exit(1);
});

function sentence(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is in use; set HTTP_PORT to another`;
  if (code === 'ECONNREFUSED') return `nothing answers at ${address}:${port}; start it first`;
  return error.message;
}
