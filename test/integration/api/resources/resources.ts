import { startService, type Service } from '../service.js';

export let service: Service;
export const api: Service['api'] = (...args) => service.api(...args);
export const told = () => service.routing.told.splice(0);

/** A service of the file's own; what routing was told is forgotten before each test. */
export function useService(): void {
  beforeAll(async () => (service = await startService()), 30_000);
  afterAll(() => service.stop());
  beforeEach(() => void told());
}

export const names = { en: 'insurance', zh: '保险' };
/** What was created: of its fields, those are named here that paths are made of. */
interface Row extends Record<string, unknown> {
  id: string;
  key: string;
  professionalId: string;
  categoryId: string;
}

export const create = async (path: string, body: object): Promise<Row> => {
  const answer = await api('POST', path, body);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};
let keys = 0;
export const category = () => create('categories', { key: `category-${++keys}`, names });
export const professional = () =>
  create('professionals', { displayName: 'Doctor 1', timeZone: 'Europe/Berlin' });
export const listing = async () => {
  const [{ id: professionalId }, { id: categoryId }] = [await professional(), await category()];
  return create('listings', { professionalId, categoryId });
};
let numbers = 120;
export const switchboardNumber = async (categoryKey: unknown) =>
  create('switchboard-numbers', {
    number: `+1 202 555 0${numbers++}`,
    label: 'Main',
    menu: { choices: [{ key: '1', category: categoryKey }] },
  });
