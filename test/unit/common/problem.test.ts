import { BadRequestException, ForbiddenException, NotFoundException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { found, Problem, PROBLEMS } from '../../../src/common/problem.js';
import { problemOf } from '../../../src/common/problem-of.js';
import { PromptError } from '../../../src/prompts/prompt-error.js';

const refusedBy = (code: string, query = 'INSERT INTO t', constraint = '') =>
  new QueryFailedError(
    query,
    ['+12025550150'],
    Object.assign(new Error('+12025550150'), { code, constraint }),
  );

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('Problems', () => {
  it('have statuses of errors, and codes that are words', () => {
    for (const [code, { status, title }] of Object.entries(PROBLEMS)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).toBeTruthy();
    }
  });

  it.each<[string, unknown, string, number]>([
    ['a problem', new Problem('menu-invalid', 'menu: no'), 'menu-invalid', 422],
    ['a row that is not there', thrownBy(() => found(null, 'trunk')), 'not-found', 404],
    ['an unknown address', new NotFoundException('Cannot GET /x'), 'not-found', 404],
    ['a body that is no JSON', new BadRequestException('Unexpected token'), 'body-malformed', 400],
    [
      'a body that is too large',
      Object.assign(new Error('too large'), { status: 413 }),
      'body-too-large',
      413,
    ],
    ['a client’s mistake of another kind', new ForbiddenException(), 'request-refused', 400],
    ['a second one of its kind', refusedBy('23505'), 'conflict', 409],
    [
      'a direct line of another',
      refusedBy('23505', 'INSERT', 'direct_lines_number_index_key'),
      'number-taken',
      409,
    ],
    ['a reference to nothing', refusedBy('23503'), 'reference-unknown', 422],
    ['a removal of what is referred to', refusedBy('23503', 'DELETE FROM t'), 'in-use', 409],
    ['the same, as Postgres 18 says it', refusedBy('23001', 'DELETE FROM t'), 'in-use', 409],
    ['a text that cannot be stored', refusedBy('22021'), 'value-refused', 400],
    ['a database that goes down', refusedBy('57P01'), 'database-unavailable', 503],
    ['a database that is away', away, 'database-unavailable', 503],
    [
      'a connection that was lost',
      new Error('Connection terminated unexpectedly'),
      'database-unavailable',
      503,
    ],
    [
      'words that cannot be said',
      new PromptError('prompt_text_empty', '...', 'has no letter'),
      'prompt-invalid',
      422,
    ],
    [
      'a synthesiser that fails',
      new PromptError('speech_failed', 'Hello', 'failed'),
      'speech-unavailable',
      503,
    ],
    ['anything else', new Error('+12025550150'), 'internal', 500],
    ['what is no error', '+12025550150', 'internal', 500],
    ['nothing', undefined, 'internal', 500],
  ])('are made of %s', (_what, error, code, status) => {
    expect(problemOf(error)).toMatchObject({ code, status });
  });

  it('repeat an id that refers to nothing, and nothing else of what was given', () => {
    const id = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
    const detail = (key: string) => `Key (listing_id)=(${key}) is not present in table "listings".`;
    const refused = (key: string) => {
      const error = refusedBy('23503');
      Object.assign(error.driverError, { detail: detail(key) });
      return problemOf(error);
    };
    expect(refused(id)).toMatchObject({
      errors: [{ field: 'listingId', message: expect.stringContaining(id) }],
    });
    expect(refused('+12025550150').detail).toBe('An id in the body names nothing; create that first');
  });

  it('never repeat what an outside error says', () => {
    for (const error of [
      refusedBy('23505'),
      refusedBy('99999'),
      new Error('+12025550150'),
      new BadRequestException('+12025550150'),
    ]) {
      expect(JSON.stringify(problemOf(error)) + problemOf(error).message).not.toContain('5550150');
    }
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
