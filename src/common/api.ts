import { applyDecorators, HttpCode, Param, SerializeOptions, type PipeTransform } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';
import { Problem } from './problem.js';

interface Route {
  /** Name of the operation in generated clients. */
  id: string;
  summary: string;
  /** 200 when left out; 204 has no `answer`. */
  status?: number;
  /** What is answered, and nothing else: fields of the row that it does not name stay inside. */
  answer?: z.ZodType;
}

/** What a route is called and what it answers, for the documentation and on the wire alike. */
export function Answers({ id, summary, status = 200, answer }: Route): MethodDecorator {
  const description = status === 204 ? 'Done.' : summary;
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ operationId: id, summary }),
    ...(answer
      ? [ApiResponse({ status, description, standardSchema: answer }), SerializeOptions({ schema: answer })]
      : [ApiResponse({ status, description })]),
  );
}

const uuid = z.uuid();

/** What is no id names nothing, so the answer is the same as for an id that is not there. */
class UuidPipe implements PipeTransform<string> {
  transform(value: string): string {
    if (uuid.safeParse(value).success) return value.toLowerCase();
    throw new Problem('not-found', 'There is nothing with this id');
  }
}

export const Id = () => Param('id', new UuidPipe());

/** On controllers with `:id` in their paths. */
export const HasId = () => ApiParam({ name: 'id', schema: { type: 'string', format: 'uuid' } });

/** The columns every row shows. */
export const rowView = { id: z.uuid(), createdAt: z.date(), updatedAt: z.date() };
