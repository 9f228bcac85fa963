import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallersModule } from '../callers/callers.module.js';
import { DirectLinesModule } from '../direct-lines/direct-lines.module.js';
import { SessionNumber } from './session-number.entity.js';
import { SessionNumbersController } from './session-numbers.controller.js';
import { SessionNumbersService } from './session-numbers.service.js';
import { SessionPool } from './session-pool.js';
import { Session } from './session.entity.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Session, SessionNumber]), CallersModule, DirectLinesModule],
  controllers: [SessionNumbersController, SessionsController],
  providers: [SessionNumbersService, SessionsService, SessionPool],
})
export class SessionsModule {}
