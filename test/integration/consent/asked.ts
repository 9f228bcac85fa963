import { Consents } from '../../../src/call-runtime/ports.js';
import { api, category, create, listing, service, switchboardNumber } from '../api/resources/resources.js';

/** Consent as the switchboard hears it in a call. */
export const inCall = (): Consents => service.app.get(Consents);

let lines = 150;

/** Another number for each, +1 202 555 0150 and on; the database of one test file has as many as it needs. */
export const setLine = (professionalId: string, number = `+1202555${String(lines++).padStart(4, '0')}`) =>
  api('PUT', `professionals/${professionalId}/direct-line`, { number });

/** What every call for consent rests on. */
export async function switchboard(): Promise<void> {
  await switchboardNumber((await category()).key);
  await create('trunks', { name: 'carrier', host: '127.0.0.1', match: ['127.0.0.1'] });
}

/** A listing whose professional has a line, and has not been asked. */
export async function unasked() {
  const listed = await listing();
  expect(await setLine(listed.professionalId)).toMatchObject({ status: 200 });
  return listed;
}

/** Its line is called. Gives the request as it was answered, with the code. */
export async function ask(listingId: string, given: object = {}) {
  const { body } = await api('POST', `listings/${listingId}/consent-requests`, given);
  return body as { id: string; code: string; callId: string; state: string; wording: string };
}

export const stateOf = async (id: string): Promise<string> =>
  (await api('GET', `consent-requests/${id}`)).body.state;

/** A code that is not this one. */
export const notThe = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
