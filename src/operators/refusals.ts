import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import type { Actor } from '../audit/actor.js';
import { Audit } from '../audit/audit.js';
import { facts, type Subject } from '../audit/facts.js';
import { Problem } from '../common/problem.js';
import type { Role } from './role.js';

/** Refuses a key that lacks a role. An attempt at what is private is noted. */
@Injectable()
export class Refusals {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  async refuse(role: Role, actor: Actor, request: Request): Promise<never> {
    if (role !== 'operator') await this.note(actor, request);
    throw new Problem(
      'role-missing',
      `It needs a key with the role ${role}. Make one on the machine itself: ` +
        `npm run keys -- create --name NAME --role ${role}`,
    );
  }

  private async note(actor: Actor, { method, route, params }: Request): Promise<void> {
    const { path } = route as { path: string };
    const id = facts.id.safeParse(params['id']).data;
    await this.audit.write(this.dataSource.manager, {
      actor,
      action: 'role-refused',
      subject: subjectOf(path, id),
      detail: { method, route: path, id },
    });
  }
}

const subjectOf = (path: string, id: string | undefined): Subject =>
  id && path.includes('/professionals/:id') ? `professional:${id}` : 'switchboard';
