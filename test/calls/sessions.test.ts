import { talk } from './support/conversation.js';
import { useSwitchboard } from './support/switchboard.js';
import { useTown } from './support/town.js';

const NUMBER = '+12025550110';
const CALLER = '+12025550144';

describe('a session', () => {
  const board = useSwitchboard();
  const town = useTown(board);
  let session: { id: string; number: string };

  beforeAll(async () => {
    await board.api.post('session-numbers', { number: NUMBER, label: 'appointments', language: 'en' });
  }, 30_000);

  beforeEach(async () => {
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const { doctor1 } = town;
    session = await board.api.post('sessions', {
      callerNumber: CALLER,
      listingId: doctor1.listingId,
      endsAt,
    });
  });
  afterEach(() => board.api.post(`sessions/${session.id}/end`).catch(() => undefined));

  const fromCaller = () => board.phones.call(NUMBER, { from: CALLER, name: 'the caller' });

  it("puts the caller through to the professional, who sees the session's number", async () => {
    const caller = await fromCaller();
    const phone = await town.doctor1.line.called();
    expect(phone.display.number).toBe(NUMBER);
    await phone.answer();
    await talk(caller, phone);
  });

  it("puts the professional through to the caller, who sees the session's number", async () => {
    const line = board.phones.line(CALLER, 'the caller');
    const professional = await town.doctor1.dials(NUMBER);
    const phone = await line.called();
    expect(phone.display.number).toBe(NUMBER);
    await phone.answer();
    await phone.hears(town.said('return-whisper'));
    await phone.press('1');
    await talk(professional, phone);
  });

  it('is no number at all to anybody else, and to both when it has ended', async () => {
    const other = await board.phones.call(NUMBER);
    await other.hears(town.said('number-unknown'));
    expect(await other.ended()).toMatchObject({ status: 404 });
    await board.api.post(`sessions/${session.id}/end`);
    const late = await fromCaller();
    await late.hears(town.said('number-unknown'));
    expect(await late.ended()).toMatchObject({ status: 404 });
    const professional = await town.doctor1.dials(NUMBER);
    await professional.hears(town.said('number-unknown'));
    await professional.ended();
  });
});
