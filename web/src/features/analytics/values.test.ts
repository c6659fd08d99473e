import { describe, expect, it } from 'vitest';
import type { Texts } from '@/texts/analytics';
import { english } from '@/texts/en';
import { analytics } from '@/texts/en/analytics';
import { experiments } from '@/texts/en/experiments';
import { insight } from '@/texts/en/insight';
import { orders } from '@/texts/en/orders';
import { reports } from '@/texts/en/reports';
import { changeOf, named, shown } from './values';

const t: Texts = {
  ...english,
  analytics,
  experiments,
  insight,
  orders,
  reports,
  words: english.words.retail,
  language: 'en',
};

describe('a figure', () => {
  it('is shown with its unit', () => {
    expect(shown(123456, 'money', 'EUR', t, 'en')).toBe('€1,234.56');
    expect(shown(1234, 'money', 'JPY', t, 'en')).toBe('¥1,234');
    expect(shown(0.1234, 'ratio', null, t, 'en')).toBe('12.3%');
    expect(shown(2.5, 'number', null, t, 'de')).toBe('2,5');
    expect(shown(12, 'days', null, t, 'en')).toBe('12 days');
    expect(shown(0, 'count', null, t, 'en')).toBe('0');
  });
  it('that does not exist is no zero', () => expect(shown(null, 'money', 'EUR', t, 'en')).toBe('–'));
  it('changes against what was before, if there was anything', () => {
    expect(changeOf(150, 100)).toBe(50);
    expect(changeOf(-50, -100)).toBe(50);
    expect(changeOf(5, 0)).toBeNull();
    expect(changeOf(null, 5)).toBeNull();
  });
});

describe('a row', () => {
  const of = (dimension: string, value: string | null, name: string | null = null) =>
    named(dimension, { value, name }, 'Europe/Berlin', t, 'en-GB');
  it('has the name that people use', () => {
    expect(of('hour', '2026-11-20T10:00:00Z')).toBe('11:00');
    expect(of('weekday', '7')).toBe('Sunday');
    expect(of('month', '2026-11')).toBe('Nov 2026');
    expect(of('hour_of_day', '9')).toBe('09:00');
    expect(of('channel', 'dine_in')).toBe('Dine in');
    expect(of('product', 'id', 'Tea')).toBe('Tea');
    expect(of('category', null)).toBe('None');
    expect(of('staff', null)).toBe('Nobody');
  });
});
