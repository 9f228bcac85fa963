import type { WorkingHours } from '../../../src/routing/snapshot.js';
import { isOpen } from '../../../src/routing/working-hours.js';
import { seeded } from './seeded.js';

const NEW_YORK = 'America/New_York';
const at = (time: string) => new Date(time);
const hours = (day: number, from: string, until: string): WorkingHours[number] => ({
  day,
  from: minutes(from),
  until: minutes(until),
});
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe('working hours', () => {
  it('open with their first minute and close with their last', () => {
    const wednesday = [hours(3, '09:00', '17:00')];
    expect(isOpen(wednesday, NEW_YORK, at('2026-01-14T13:59:59.999Z'))).toBe(false);
    expect(isOpen(wednesday, NEW_YORK, at('2026-01-14T14:00:00Z'))).toBe(true);
    expect(isOpen(wednesday, NEW_YORK, at('2026-01-14T21:59:59.999Z'))).toBe(true);
    expect(isOpen(wednesday, NEW_YORK, at('2026-01-14T22:00:00Z'))).toBe(false);
  });

  it("are those of the professional's own day, which may be another than here", () => {
    const monday = [hours(1, '00:00', '24:00')];
    expect(isOpen(monday, 'Asia/Shanghai', at('2026-01-11T16:00:00Z'))).toBe(true);
    expect(isOpen(monday, NEW_YORK, at('2026-01-11T16:00:00Z'))).toBe(false);
    expect(isOpen(monday, NEW_YORK, at('2026-01-13T04:59:00Z'))).toBe(true);
  });

  it('go over midnight as two entries', () => {
    const night = [hours(5, '22:00', '24:00'), hours(6, '00:00', '02:00')];
    for (const time of ['03:00', '04:59', '05:00', '06:59'])
      expect(isOpen(night, NEW_YORK, at(`2026-01-17T${time}:00Z`))).toBe(true);
    expect(isOpen(night, NEW_YORK, at('2026-01-17T02:59:00Z'))).toBe(false);
    expect(isOpen(night, NEW_YORK, at('2026-01-17T07:00:00Z'))).toBe(false);
  });

  it('follow the clock on the wall when it is put forward', () => {
    const sunday = [hours(0, '02:00', '03:00')];
    const nine = [hours(0, '09:00', '10:00')];
    // 2026-03-08: 01:59 is followed by 03:00.
    expect(isOpen(sunday, NEW_YORK, at('2026-03-08T06:59:59Z'))).toBe(false);
    expect(isOpen(sunday, NEW_YORK, at('2026-03-08T07:00:00Z'))).toBe(false);
    expect(isOpen(nine, NEW_YORK, at('2026-03-08T13:00:00Z'))).toBe(true);
    expect(isOpen(nine, NEW_YORK, at('2026-03-01T14:00:00Z'))).toBe(true);
  });

  it('count an hour twice when the clock is put back', () => {
    const sunday = [hours(0, '01:00', '02:00')];
    // 2026-11-01: 01:00-02:00 passes twice, at 05:00Z and at 06:00Z.
    const open = ['04:59', '05:00', '05:59', '06:00', '06:59', '07:00'].map((time) =>
      isOpen(sunday, NEW_YORK, at(`2026-11-01T${time}:00Z`)),
    );
    expect(open).toEqual([false, true, true, true, true, false]);
  });

  it('are never, when there are none or the zone is unknown', () => {
    const always = [0, 1, 2, 3, 4, 5, 6].map((day) => hours(day, '00:00', '24:00'));
    expect(isOpen([], NEW_YORK, at('2026-01-14T15:00:00Z'))).toBe(false);
    expect(isOpen(always, 'Mars/Olympus_Mons', at('2026-01-14T15:00:00Z'))).toBe(false);
  });

  it('and all other hours make up the whole week, at any time and anywhere', () => {
    const random = seeded(20260111);
    const zones = [
      NEW_YORK,
      'Asia/Shanghai',
      'Asia/Kolkata',
      'Europe/London',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'UTC',
    ];
    for (let i = 0; i < 2000; i++) {
      const cuts = Array.from({ length: 7 }, () =>
        [Math.floor(random() * 1441), Math.floor(random() * 1441)].sort((a, b) => a - b),
      );
      const inside = cuts.map(([from = 0, until = 0], day) => ({ day, from, until }));
      const outside = cuts.flatMap(([from = 0, until = 0], day) => [
        { day, from: 0, until: from },
        { day, from: until, until: 1440 },
      ]);
      const zone = zones[i % zones.length] ?? 'UTC';
      const now = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 366 * 86_400_000));
      expect([i, isOpen(inside, zone, now)]).toEqual([i, !isOpen(outside, zone, now)]);
    }
  });
});
