import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Actor } from '../audit/actor.js';

/** Where the guard puts whose request it is. */
export type RequestBy = Request & { by?: Actor };

/** Whose request it is, for what is noted of it: `@By() by: Actor`. Not on public routes, where it is nobody's. */
export const By = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { by } = context.switchToHttp().getRequest<RequestBy>();
  if (!by) throw new Error('A public route asks by whom it is asked');
  return by;
});
