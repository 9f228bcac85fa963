import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Problem } from '../common/problem.js';
import { PUBLIC } from '../common/public.js';
import { OperatorsService } from './operators.service.js';

/** Lets a request in by its API key. What is not marked as public needs one. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly operators: OperatorsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    const { authorization = '' } = context.switchToHttp().getRequest<Request>().headers;
    const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (!key) throw new Problem('key-missing', 'Send it as: Authorization: Bearer <key>');
    if (!(await this.operators.find(key))) throw new Problem('key-invalid', 'It is unknown or was revoked');
    return true;
  }
}
