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
/** Their yes, said on the line that the listing's professional has now. Gives the consent's id. */
export const consent = async (listingId: string): Promise<string> => {
  const [{ id }] = await service.database.query(
    `INSERT INTO consents (listing_id, professional_id, direct_line_id, given_at, wording, language, method)
    SELECT l.id, l.professional_id, d.id, '2026-01-02T03:04:05Z', 'Yes.', 'en', 'demo'
    FROM listings l JOIN direct_lines d USING (professional_id) WHERE l.id = $1 RETURNING id`,
    [listingId],
  );
  return id;
};
let numbers = 120;
export const switchboardNumber = async (categoryKey: unknown) =>
  create('switchboard-numbers', {
    number: `+1 202 555 0${numbers++}`,
    label: 'Main',
    menu: { choices: [{ key: '1', category: categoryKey }] },
  });
