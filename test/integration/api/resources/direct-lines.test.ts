import { inspect } from 'node:util';
import { jest } from '@jest/globals';
import pg from 'pg';
import type { Answer } from '../service.js';
import {
  api,
  category,
  listing,
  professional,
  service,
  switchboardNumber,
  told,
  useService,
} from './resources.js';

useService();

describe('Direct lines', () => {
  const line = (id: string) => `professionals/${id}/direct-line`;

  it('are set and replaced, and never read back', async () => {
    const { id } = await professional();
    expect(await api('GET', line(id))).toMatchObject({ status: 404 });
    const set = await api('PUT', line(id), { number: '+1 202 555 0152' });
    expect(set).toMatchObject({ status: 200, body: { set: true } });
    expect(Object.keys(set.body).sort()).toEqual(['set', 'updatedAt']);
    const [before] = await service.database.query('SELECT * FROM direct_lines WHERE professional_id = $1', [
      id,
    ]);
    await api('PUT', line(id), { number: '+1 202 555 0153' });
    const [after, ...others] = await service.database.query(
      'SELECT * FROM direct_lines WHERE professional_id = $1',
      [id],
    );
    expect(others).toEqual([]);
    expect(after.id).not.toBe(before.id);
    expect(after.number_index).not.toEqual(before.number_index);
    expect(after.created_at).toEqual(before.created_at);
    expect(told()).toEqual([
      { kind: 'direct-line', professionalId: id },
      { kind: 'direct-line', professionalId: id },
    ]);
    expect(await api('DELETE', line(id))).toMatchObject({ status: 204 });
    expect(await api('DELETE', line(id))).toMatchObject({ status: 404 });
  });

  it('do not go to the database in clear', async () => {
    const { id } = await professional();
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    await api('PUT', line(id), { number: '+1 202 555 0157' });
    const queries = JSON.stringify(sent.mock.calls.map((args) => inspect(args, { depth: 4 })));
    sent.mockRestore();
    expect(queries).toContain('direct_lines');
    expect(queries).not.toContain('5550157');
  });

  it('may be set again to the same number', async () => {
    const { id } = await professional();
    await api('PUT', line(id), { number: '+1 202 555 0154' });
    expect(await api('PUT', line(id), { number: '+12025550154' })).toMatchObject({ status: 200 });
  });

  it('are nobody else’s, and no published number', async () => {
    await api('PUT', line((await professional()).id), { number: '+1 202 555 0155' });
    const { id } = await professional();
    const shared = await api('PUT', line(id), { number: '+1 202 555 0155' });
    expect(shared).toMatchObject({ status: 409, body: { code: 'number-taken' } });
    const { number } = await switchboardNumber((await category()).key);
    expect(await api('PUT', line(id), { number })).toMatchObject({
      status: 409,
      body: { code: 'number-taken' },
    });
  });

  it('are never published, and no answer tells that they are somebody’s', async () => {
    const number = '+12025550158';
    const { id: listingId } = await listing();
    const menu = { choices: [{ key: '1', category: (await category()).key }] };
    const publish = (given: string) =>
      Promise.all([
        api('POST', 'switchboard-numbers', { number: given, label: 'Main', menu }),
        api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number: given }),
      ]);
    await api('PUT', line((await professional()).id), { number });
    const sent = jest.spyOn(pg.Client.prototype, 'query');
    const hidden = await publish(number);
    const queries = JSON.stringify(sent.mock.calls.map((args) => inspect(args, { depth: 4 })));
    sent.mockRestore();
    const { number: published } = await switchboardNumber((await category()).key);
    const taken = await publish(String(published));
    expect(hidden.map(({ status }) => status)).toEqual([409, 409]);
    const problem = ({ body: { request: _, ...rest } }: Answer) => rest;
    expect(hidden.map(problem)).toEqual(taken.map(problem));
    expect(queries).not.toContain('5550158');
  });

  it('that are set and published at once are one of both', async () => {
    const { id: listingId } = await listing();
    const people = await Promise.all([professional(), professional(), professional()]);
    const answers = await Promise.all(
      people.flatMap(({ id }, i) => [
        api('PUT', line(id), { number: `+1202555017${4 + i}` }),
        api('POST', 'pass-through-numbers', { kind: 'dedicated', listingId, number: `+1202555017${4 + i}` }),
      ]),
    );
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
  });

  it('belong to a professional', async () => {
    const answer = await api('PUT', line('3fa85f64-5717-4562-b3fc-2c963f66afa6'), {
      number: '+1 202 555 0156',
    });
    expect(answer).toMatchObject({ status: 404 });
  });
});
