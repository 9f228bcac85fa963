import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Problem } from '../common/problem.js';
import { PUBLIC } from '../common/public.js';
import type { RequestBy } from './by.js';
import { OperatorsService } from './operators.service.js';
import { Refusals } from './refusals.js';
import { NEEDS, type Role } from './role.js';

/** Lets a request in by its API key and the key's roles. What is not marked as public needs one. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly operators: OperatorsService,
    private readonly refusals: Refusals,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.said<boolean>(PUBLIC, context)) return true;
    const request = context.switchToHttp().getRequest<RequestBy>();
    const key = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!key) throw new Problem('key-missing', 'Send it as: Authorization: Bearer <key>');
    const known = await this.operators.find(key);
    if (!known) throw new Problem('key-invalid', 'It is unknown or was revoked');
    request.by = { kind: 'api-key', id: known.id, name: known.name };
    const role = this.said<Role>(NEEDS, context) ?? 'operator';
    if (!known.roles.includes(role)) await this.refusals.refuse(role, request.by, request);
    return true;
  }

  private said<T>(what: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T>(what, [context.getHandler(), context.getClass()]);
  }
}
