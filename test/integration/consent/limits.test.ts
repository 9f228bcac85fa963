import { api, category, create, service, useService } from '../api/resources/resources.js';
import { ask, inCall, setLine, switchboard, unasked } from './asked.js';

useService();
beforeAll(() => switchboard());

const start = (listingId: string, applicant: string) =>
  api('POST', `listings/${listingId}/consent-requests`, { applicant });
const codes = (answers: { status: number; body: { code: string } }[]) =>
  answers.map(({ status, body }) => (status === 201 ? 'called' : body.code)).sort();

/** Calls a line, and nobody answers. */
async function callInVain(listingId: string, applicant: string): Promise<void> {
  const { id, callId } = await ask(listingId, { applicant });
  await inCall().settle(id, callId, 'not-reached');
}

let applicants = 0;
const anybody = () => `applicant-${++applicants}`;

describe('Calls to one line', () => {
  it('are one at a time, however many ask at once', async () => {
    const { id } = await unasked();
    const before = service.lines.asked.length;
    const answers = await Promise.all(Array.from({ length: 12 }, () => start(id, anybody())));
    expect(codes(answers)).toEqual(['called', ...Array(11).fill('consent-call-in-progress')]);
    expect(service.lines.asked).toHaveLength(before + 1);
  });

  it('are five a day, of which repeated ones count too', async () => {
    const { id } = await unasked();
    for (let i = 0; i < 3; i++) await callInVain(id, anybody());
    const { id: request, callId } = await ask(id, { applicant: anybody() });
    await inCall().settle(request, callId, 'hung-up');
    const again = await api('POST', `consent-requests/${request}/call`);
    await inCall().settle(request, again.body.callId, 'hung-up');
    expect(await start(id, anybody())).toMatchObject({
      status: 429,
      body: { code: 'consent-attempts-exceeded' },
    });
    expect(await api('POST', `consent-requests/${request}/call`)).toMatchObject({ status: 429 });
    await aDayLater();
    expect(await start(id, anybody())).toMatchObject({ status: 201 });
  });

  it('are counted by the number, whoever it is set for and in whatever listing', async () => {
    const { id, professionalId } = await unasked();
    const number = '+12025550199';
    await setLine(professionalId, number);
    for (let i = 0; i < 5; i++) await callInVain(id, anybody());
    const second = await create('listings', { professionalId, categoryId: (await category()).id });
    expect(codes([await start(second.id, anybody())])).toEqual(['consent-attempts-exceeded']);
    await api('DELETE', `professionals/${professionalId}`);
    const other = await unasked();
    await setLine(other.professionalId, number);
    expect(codes([await start(other.id, anybody())])).toEqual(['consent-attempts-exceeded']);
    await setLine(other.professionalId, '+12025550198');
    expect(codes([await start(other.id, anybody())])).toEqual(['called']);
  });
});

describe('Calls for one applicant', () => {
  it('are ten a day, however many ask at once', async () => {
    const applicant = anybody();
    const listings = await Promise.all(Array.from({ length: 16 }, () => unasked()));
    const answers = await Promise.all(listings.map(({ id }) => start(id, applicant)));
    expect(codes(answers)).toEqual([
      ...Array(10).fill('called'),
      ...Array(6).fill('consent-attempts-exceeded'),
    ]);
    expect(codes([await start((await unasked()).id, anybody())])).toEqual(['called']);
  });

  it('are counted for the professional where no applicant is named', async () => {
    const { id, professionalId } = await unasked();
    for (let i = 0; i < 10; i++) {
      await setLine(professionalId);
      const { id: request, callId } = await ask(id);
      await inCall().settle(request, callId, 'not-reached');
    }
    await setLine(professionalId);
    expect(await api('POST', `listings/${id}/consent-requests`, {})).toMatchObject({ status: 429 });
  });

  it('do not keep what the applicant is known by', async () => {
    const { id } = await unasked();
    await ask(id, { applicant: '+1 202 555 0190' });
    const rows = JSON.stringify(await service.database.query('SELECT a::text FROM consent_attempts a'));
    expect(rows).not.toContain('555 0190');
    expect(rows).not.toContain(Buffer.from('+1 202 555 0190').toString('hex'));
  });
});

const aDayLater = () =>
  service.database.query(`UPDATE consent_attempts SET created_at = created_at - interval '1 day'`);
