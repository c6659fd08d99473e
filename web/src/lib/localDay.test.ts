import { expect, it } from 'vitest';
import { momentOf } from './localDay';

it.each([
  ['2026-07-04', '00:00', 'Europe/Berlin', '2026-07-03T22:00:00.000Z'],
  ['2026-07-04', '04:00:00', 'Asia/Kathmandu', '2026-07-03T22:15:00.000Z'],
  ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['2026-03-08', '00:00', 'America/Havana', '2026-03-08T05:00:00.000Z'],
  ['2026-11-01', '00:00', 'America/New_York', '2026-11-01T04:00:00.000Z'],
])('%s %s in %s is %s', (day, time, zone, moment) => expect(momentOf(day, time, zone).toISOString()).toBe(moment));
