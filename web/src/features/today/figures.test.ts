import { describe, expect, it } from 'vitest';
import { busyHours, changeOf, onOneClock } from './figures';

const hour = (hour: string, orders = 1) => ({ hour, orders, net: { amount: orders * 100 } });
const clock = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => hour(`${String(from + i).padStart(2, '0')}:00`));

describe('a change', () => {
  it('is told in whole percent', () => {
    expect(changeOf(112, 100)).toEqual({ kind: 'up', percent: 12 });
    expect(changeOf(50, 100)).toEqual({ kind: 'down', percent: 50 });
    expect(changeOf(1001, 1000)).toEqual({ kind: 'same' });
  });
  it('is none against nothing', () => expect(changeOf(100, 0)).toEqual({ kind: 'none' }));
});

describe('two days on one clock', () => {
  it('meet by what the clock shows', () => {
    const pairs = onOneClock(clock(0, 15), clock(0, 24));
    expect(pairs).toHaveLength(24);
    expect(pairs[14]?.today?.hour).toBe('14:00');
    expect(pairs[15]?.today).toBeNull();
  });

  it('meet across the hour that a day in spring does not have', () => {
    const spring = clock(0, 24).filter((one) => one.hour !== '02:00');
    const pairs = onOneClock(spring, clock(0, 24));
    expect(pairs.map((pair) => pair.hour)).toEqual(clock(0, 24).map((one) => one.hour));
    expect(pairs[2]).toMatchObject({ hour: '02:00', today: null });
    expect(pairs[3]?.today?.hour).toBe('03:00');
  });

  it('meet once where an hour in autumn comes twice', () => {
    const autumn = [...clock(0, 3), hour('02:00', 5), ...clock(3, 24)];
    const pairs = onOneClock(autumn, clock(0, 24));
    expect(pairs).toHaveLength(25);
    expect(pairs[3]).toMatchObject({ hour: '02:00', lastWeek: null });
    expect(pairs[24]?.lastWeek?.hour).toBe('23:00');
  });

  it('keep an hour that only the shorter of them has', () => {
    const pairs = onOneClock([hour('01:00'), hour('02:00')], [hour('00:00'), hour('01:00'), hour('03:00')]);
    expect(pairs.map((pair) => pair.hour)).toEqual(['00:00', '01:00', '02:00', '03:00']);
  });
});

it('quiet hours at the ends are left out, but one', () => {
  const pairs = onOneClock(
    [],
    [...clock(0, 8).map((one) => ({ ...one, orders: 0 })), ...clock(8, 20), hour('20:00', 0), hour('21:00', 0)],
  );
  expect(busyHours(pairs).map((pair) => pair.hour)).toEqual(['07:00', ...clock(8, 20).map((one) => one.hour), '20:00']);
});

it('a single busy hour does not fill the picture alone', () => {
  expect(
    busyHours(onOneClock([...clock(0, 19).map((one) => ({ ...one, orders: 0 })), hour('19:00')], [])),
  ).toHaveLength(8);
  expect(
    busyHours(
      onOneClock(
        [hour('00:00')],
        clock(0, 24).map((one) => ({ ...one, orders: 0 })),
      ),
    ),
  ).toHaveLength(8);
});
