import { category } from '../api/resources/resources.js';
import {
  callOf,
  caller,
  create,
  heldProfessional,
  privacy,
  query,
  REASON,
  usePeople,
  write,
  type Held,
} from './people.js';

usePeople();

const rowsOf = (body: any, kind = 'call-records') => body.held.find((held: any) => held.kind === kind).rows;
const exported = async ({ id }: Held) =>
  rowsOf((await privacy('POST', `professionals/${id}/export`, REASON)).body);
const erase = ({ id }: Held) => privacy('POST', `professionals/${id}/erasure`, REASON);
const timelineOf = async ({ callId }: { callId: string }) =>
  (await query('SELECT timeline FROM call_records WHERE id = $1', [callId]))[0].timeline;

const OTHER_NUMBER = '+12025550119';
let otherSwitchboard: string;

beforeAll(async () => {
  const menu = { choices: [{ key: '1', category: (await category()).key }] };
  otherSwitchboard = (await create('switchboard-numbers', { number: OTHER_NUMBER, label: 'Other', menu })).id;
});

/** With the extension of somebody else, under another number. */
async function namesake({ extension }: Held): Promise<Held & { dialled: string }> {
  const whom = await heldProfessional();
  await query(
    `UPDATE pass_through_numbers SET switchboard_number_id = $1, extension = $2 WHERE listing_id = $3`,
    [otherSwitchboard, extension, whom.listingId],
  );
  return { ...whom, extension, dialled: OTHER_NUMBER };
}

/** Asked for under that number, and not rung. */
const askedFor = ({ extension }: Held, who: { number: string }, whom: Held, dialled: string) => ({
  ...callOf(who, whom, {
    dialled,
    professionalId: null,
    listingId: null,
    outcome: 'busy',
    sealedCaller: null,
  }),
  timeline: [
    { at: 1, what: 'key-pressed', detail: extension.slice(0, 1) },
    { at: 2, what: 'looked-for', detail: extension },
    { at: 3, what: 'nobody-found', detail: 'busy' },
  ],
});

async function two() {
  const one = await heldProfessional();
  const dialled = callOf(caller(), one).dialled as string;
  return { one: { ...one, dialled }, other: await namesake(one), who: caller() };
}

describe('Two professionals with the same extension, under two numbers', () => {
  it('are each told of their own calls only', async () => {
    const { one, other, who } = await two();
    const mine = callOf(who, one, { startedAt: Date.now() - 120_000 });
    const asked = askedFor(one, who, one, one.dialled);
    await write(mine, asked, callOf(who, other, { dialled: other.dialled }));
    await write(askedFor(other, who, other, other.dialled));
    const rows = await exported(one);
    expect(rows).toMatchObject([
      { told: 'whole', id: mine.callId, outcome: 'connected' },
      { told: 'where-named', timeline: [{ at: 2, what: 'looked-for', detail: one.extension }] },
    ]);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(other.dialled);
  });

  it('lose nothing when the other is erased, not even calls that are written later', async () => {
    const { one, other, who } = await two();
    const [theirs, asked] = [
      callOf(who, other, { dialled: other.dialled }),
      askedFor(other, who, other, other.dialled),
    ];
    const late = callOf(who, other, { dialled: other.dialled });
    const mine = [callOf(who, one), askedFor(one, who, one, one.dialled)] as const;
    await write(theirs, asked, ...mine);
    expect(await erase(one)).toMatchObject({ status: 200 });
    await write(late);
    for (const call of [theirs, asked, late]) expect(await timelineOf(call)).toEqual(call.timeline);
    for (const call of mine) expect(JSON.stringify(await timelineOf(call))).not.toContain(one.extension);
  });

  it('are held apart: a hold on one does not keep the other', async () => {
    const { one, other, who } = await two();
    await write(callOf(who, other, { dialled: other.dialled }));
    await privacy('POST', 'legal-holds', { professionalId: one.id, ...REASON });
    expect(await erase(other)).toMatchObject({ status: 200 });
  });
});

describe('A professional who was only rung, and another was joined', () => {
  /** One after the other: the second says yes. */
  async function hunt() {
    const [first, second, who] = [await heldProfessional(), await heldProfessional(), caller()];
    const before = [
      { at: 1, what: 'looked-for', detail: first.extension },
      { at: 2, what: 'ringing', detail: first.id },
      { at: 3, what: 'no-answer', detail: 'cause 19' },
      { at: 4, what: 'ringing', detail: `${second.id} ${first.id}` },
    ];
    const after = [
      { at: 5, what: 'looked-for', detail: second.extension },
      { at: 6, what: 'joined', detail: second.id },
    ];
    const call = callOf(who, second, { timeline: [...before, ...after] });
    await write(call);
    return { first, second, call };
  }

  it('is told when they were asked for and rung, and not whose call it became', async () => {
    const { first, second, call } = await hunt();
    const [row, ...more] = await exported(first);
    expect(more).toEqual([]);
    expect(row).toEqual({
      ...Object.fromEntries(Object.keys(row).map((name) => [name, null])),
      told: 'where-named',
      timeline: [
        { at: 1, what: 'looked-for', detail: first.extension },
        { at: 2, what: 'ringing', detail: first.id },
        { at: 4, what: 'ringing', detail: first.id },
      ],
    });
    expect(Object.keys(row)).toEqual(expect.arrayContaining(['id', 'listingId', 'categoryId', 'outcome']));
    const [theirs] = await exported(second);
    expect(theirs).toMatchObject({ told: 'whole', id: call.callId, listingId: second.listingId });
    expect(theirs.timeline.map(({ detail }: any) => detail)).toEqual([
      ...[undefined, undefined, 'cause 19', undefined],
      ...[second.extension, second.id],
    ]);
  });

  it('takes only themselves out of that call, written before or later', async () => {
    const { first, second, call } = await hunt();
    const late = { ...call, callId: `${call.callId}-late`, sealedCaller: null };
    await erase(first);
    await write(late);
    for (const each of [call, late])
      expect(await timelineOf(each)).toEqual([
        { at: 1, what: 'looked-for' },
        { at: 2, what: 'ringing' },
        { at: 3, what: 'no-answer', detail: 'cause 19' },
        { at: 4, what: 'ringing' },
        ...call.timeline.slice(4),
      ]);
    expect((await exported(second))[0]).toMatchObject({ told: 'whole', outcome: 'connected' });
  });
});

it('A number of their own that was somebody else’s before does not bring that one’s calls along', async () => {
  const [before, now, who] = [await heldProfessional(true), await heldProfessional(), caller()];
  const call = callOf(who, before, { dialled: before.number, timeline: [] });
  await write(call);
  await query('DELETE FROM pass_through_numbers WHERE number = $1', [before.number]);
  await query('DELETE FROM resting_numbers WHERE number = $1', [before.number]);
  await create('pass-through-numbers', {
    kind: 'dedicated',
    listingId: now.listingId,
    number: before.number,
  });
  expect(await exported(now)).toEqual([]);
  await erase(now);
  expect(await query('SELECT dialled FROM call_records WHERE id = $1', [call.callId])).toEqual([
    { dialled: before.number },
  ]);
});
