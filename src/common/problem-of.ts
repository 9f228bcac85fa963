import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import { PromptError } from '../prompts/prompt-error.js';
import { legalHold, Problem, referenceUnknown, type ProblemCode } from './problem.js';

/** What a client is told about an error. Outside messages are not passed on: a parser quotes what it could not read. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof PromptError) return ofPrompt(error);
  if (error instanceof HttpException) return ofStatus(error.getStatus());
  if (error instanceof QueryFailedError) return ofQuery(error as QueryFailedError);
  if (isConnectionLoss(codeOf(error), error)) return databaseUnavailable();
  if (hasStatus(error)) return ofStatus(error.status);
  return new Problem('internal', 'The request was logged with its id');
}

function ofPrompt(error: PromptError): Problem {
  return error.code === 'speech_failed'
    ? new Problem('speech-unavailable', 'The words could not be made into speech; see the log and try again')
    : new Problem('prompt-invalid', error.message);
}

function ofStatus(status: number): Problem {
  if (status === 404) return new Problem('not-found', 'There is nothing at this address');
  if (status === 413) return new Problem('body-too-large', 'Send a smaller body');
  if (status === 400) return new Problem('body-malformed', 'Send a JSON object');
  if (status < 500) return new Problem('request-refused', 'See the API documentation at /docs');
  return new Problem('internal', 'The request was logged with its id');
}

/** What the tables themselves refuse, by the name of the constraint. */
const CONFLICTS: Record<string, [ProblemCode, string]> = {
  categories_key_key: ['conflict', 'There is a category with this key'],
  trunks_name_key: ['conflict', 'There is a trunk with this name'],
  blocked_callers_once: ['conflict', 'The caller is blocked there already'],
  listings_professional_id_category_id_key: [
    'conflict',
    'The professional is listed in this category already',
  ],
  direct_lines_number_index_key: ['number-taken', 'The number is in use already; take another'],
};

interface Refused {
  code?: string;
  constraint?: string;
  detail?: string;
}

function ofQuery(error: QueryFailedError): Problem {
  const { code = '', constraint = '', detail } = error.driverError as Refused;
  // Raised by the tables themselves, whoever deletes: see the migration of the data subjects.
  if (code === 'TLH01') return legalHold(String(detail));
  if (code === '23505')
    return new Problem(...(CONFLICTS[constraint] ?? ['conflict', 'There is one like it already']));
  if (code === '23503' || code === '23001') return ofReference(error.query, String(detail));
  // A zero byte in a text, a cursor made up by hand.
  if (code.startsWith('22'))
    return new Problem('value-refused', 'A value has characters or a form that cannot be stored');
  // A statement that was given up waited for others: as a rule for the speech of another menu.
  if (isConnectionLoss(code) || code === '57014') return databaseUnavailable();
  return new Problem('internal', 'The request was logged with its id');
}

/** Postgres's detail names the column and the id. Only ids are referred to. */
function ofReference(query: string, detail: string): Problem {
  if (/^DELETE/i.test(query)) return new Problem('in-use', `Remove ${referrer(detail)} to it first`);
  const [, column, id = ''] = /^Key \((\w+)\)=\(([0-9a-f-]{36})\)/.exec(detail) ?? [];
  if (!column) return new Problem('reference-unknown', 'An id in the body names nothing; create that first');
  return referenceUnknown(
    column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    id,
  );
}

function referrer(detail: string): string {
  const [, table] = /from table "(\w+)"/.exec(detail) ?? [];
  return table ? `the ${table.replaceAll('_', ' ')} that refer` : 'what refers';
}

const databaseUnavailable = () => new Problem('database-unavailable', 'Try again shortly');

/** 08: connection, 53: resources, 57P: the server is going down; the driver's own losses have no SQLSTATE. */
function isConnectionLoss(code: string | undefined, error?: unknown): boolean {
  if (code) return /^(08|53|57P)/.test(code) || /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)/.test(code);
  return (
    error instanceof Error &&
    /connection (terminated|timeout)|timeout exceeded when trying to connect/i.test(error.message)
  );
}

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

const hasStatus = (error: unknown): error is { status: number } =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';
