import { describe, expect, it } from 'vitest';
import {
  copyDay,
  cutOffEffect,
  faults,
  fromWire,
  type Hours,
  nextInterval,
  parseTime,
  toWire,
  type Weekday,
  weekdays,
} from './hours';

function hours(week: Partial<Record<Weekday, string[]>>, special: Record<string, string[]> = {}): Hours {
  const interval = (text: string) => ({ opens: text.slice(0, 5), closes: text.slice(6) });
  const base = fromWire({ weekly: [], exceptions: [] });
  for (const day of weekdays) base.week[day] = (week[day] ?? []).map(interval);
  return {
    ...base,
    specialDays: Object.entries(special).map(([on, texts]) => ({ on, reason: '', intervals: texts.map(interval) })),
  };
}

describe('a time somebody types', () => {
  it.each([
    ['7', '07:00'],
    ['730', '07:30'],
    ['0730', '07:30'],
    ['7:30', '07:30'],
    ['19.30', '19:30'],
    ['19h30', '19:30'],
    ['7:30pm', '19:30'],
    ['7 p.m.', '19:00'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['24:00', '00:00'],
    ['18 Uhr', '18:00'],
  ])('%s is %s', (text, time) => expect(parseTime(text)).toBe(time));

  it.each(['', 'noon', '25', '7:60', '13pm', '24:30', '7:3', '-1'])('%s is none', (text) =>
    expect(parseTime(text)).toBeNull(),
  );
});

describe('a week', () => {
  it('may run past midnight into the next day, on Sunday into Monday', () => {
    expect(
      faults(
        hours({ friday: ['18:00-02:00'], saturday: ['02:00-05:00'], sunday: ['20:00-03:00'], monday: ['03:00-10:00'] }),
      ),
    ).toEqual([]);
  });

  it('names the interval that runs into another one', () => {
    expect(faults(hours({ friday: ['18:00-02:00'], saturday: ['01:00-05:00'] }))).toEqual([
      { kind: 'overlap', day: 'friday', at: 0 },
    ]);
    expect(faults(hours({ sunday: ['20:00-03:00'], monday: ['02:00-10:00'] }))).toEqual([
      { kind: 'overlap', day: 'sunday', at: 0 },
    ]);
    expect(faults(hours({ monday: ['09:00-13:00', '12:00-18:00'] }))).toEqual([
      { kind: 'overlap', day: 'monday', at: 0 },
    ]);
  });

  it('may be open all the time', () => {
    expect(faults(hours(Object.fromEntries(weekdays.map((day) => [day, ['00:00-00:00']]))))).toEqual([]);
  });

  it('names what is no time', () => {
    expect(faults(hours({ monday: ['09:00-25:00'] }))).toEqual([{ kind: 'time', day: 'monday', at: 0 }]);
  });

  it('reads back as it was written', () => {
    const wire = {
      weekly: [{ day: 'tuesday' as const, opens: '09:00:00', closes: '18:00:00' }],
      exceptions: [{ on: '2026-12-24', intervals: [], reason: 'Christmas Eve' }],
    };
    expect(toWire(fromWire(wire))).toEqual(wire);
  });

  it('copies a day without sharing its intervals', () => {
    const copied = copyDay(hours({ monday: ['09:00-18:00'] }).week, 'monday', ['tuesday', 'friday']);
    const first = copied.monday[0];
    if (first) first.opens = '10:00';
    expect(copied.friday).toEqual([{ opens: '09:00', closes: '18:00' }]);
    expect(copied.wednesday).toEqual([]);
  });

  it('proposes what comes after the last interval of a day', () => {
    expect(nextInterval([])).toEqual({ opens: '09:00', closes: '18:00' });
    expect(nextInterval([{ opens: '09:00', closes: '13:00' }])).toEqual({ opens: '14:00', closes: '18:00' });
  });
});

describe('a special day', () => {
  it('stands there once, is a date, and does not overlap with itself', () => {
    expect(faults(hours({}, { '2026-12-24': ['09:00-14:00'] }))).toEqual([]);
    expect(faults(hours({}, { '2026-13-24': [] }))).toEqual([{ kind: 'date', day: '2026-13-24' }]);
    expect(faults(hours({}, { '2026-12-24': ['09:00-14:00', '13:00-15:00'] }))).toEqual([
      { kind: 'overlap', day: '2026-12-24', at: 0 },
    ]);
    const twice = hours({}, { '2026-12-24': [] });
    twice.specialDays.push({ on: '2026-12-24', reason: '', intervals: [] });
    expect(faults(twice)).toEqual([{ kind: 'twice', day: '2026-12-24' }]);
  });
});

describe('moving the beginning of the business day', () => {
  it('tells which part of the night counts for another day', () => {
    expect(cutOffEffect('00:00', '04:00')).toEqual({ from: '00:00', until: '04:00', countsFor: 'day_before' });
    expect(cutOffEffect('05:00', '02:00')).toEqual({ from: '02:00', until: '05:00', countsFor: 'same_day' });
    expect(cutOffEffect('04:00', '04:00')).toBeNull();
  });
});
