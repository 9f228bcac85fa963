import { canonical } from '../../../src/audit/canonical.js';

const entry = {
  seq: 7,
  at: new Date('2026-01-01T10:00:00.123Z'),
  actor: 'console',
  action: 'data-erased',
  subject: 'professional:3fa85f64-5717-4562-b3fc-2c963f66afa6',
  reason: null as string | null,
  detail: { erased: { listings: 1, consents: 2 }, hold: false } as Record<string, unknown>,
  previous: Buffer.alloc(32, 1),
};
const of = (more: Partial<typeof entry>) => canonical({ ...entry, ...more });

describe('The canonical form of an audit entry', () => {
  it('stays as it is: the hashes of every log rest on it', () => {
    expect(canonical(entry)).toBe(
      '["throughline audit entry 1",7,"2026-01-01T10:00:00.123Z","console","data-erased",' +
        '"professional:3fa85f64-5717-4562-b3fc-2c963f66afa6",null,' +
        `"${'01'.repeat(32)}",` +
        '["object",["erased",["object",["consents",2],["listings",1]]],["hold",false]]]',
    );
  });

  it('is the same whatever order the database gives the detail back in', () => {
    expect(of({ detail: { hold: false, erased: { consents: 2, listings: 1 } } })).toBe(canonical(entry));
    expect(of({ detail: { ...entry.detail, absent: undefined } })).toBe(canonical(entry));
  });

  it.each<[string, Partial<typeof entry>]>([
    ['number', { seq: 8 }],
    ['moment', { at: new Date('2026-01-01T10:00:00.124Z') }],
    ['actor', { actor: 'service' }],
    ['action', { action: 'data-exported' }],
    ['subject', { subject: 'vault' }],
    ['reason', { reason: '' }],
    ['detail', { detail: {} }],
    ['entry before', { previous: Buffer.alloc(32, 2) }],
    ['division into fields', { actor: 'console","data-erased', action: '' }],
    ['kind of a value', { detail: { erased: { listings: '1', consents: 2 }, hold: false } }],
    ['kind of a list', { detail: { erased: [['consents', 2]], hold: false } }],
  ])('is another with another %s', (_what, more) => {
    expect(of(more)).not.toBe(canonical(entry));
  });

  it.each([1.5, Infinity, NaN, null, 2 ** 60])('has no form for what no entry holds: %p', (value) => {
    expect(() => of({ detail: { value } })).toThrow('no entry can have');
  });
});
