import { describe, expect, it } from 'vitest';
import { shareOfPercent } from './percent';

describe('a tax rate in per cent', () => {
  it.each([
    ['19', '0.19'],
    ['7', '0.07'],
    ['8.1', '0.081'],
    ['8,1 %', '0.081'],
    ['5,50', '0.055'],
    ['14.975', '0.14975'],
    ['100', '1'],
    ['0', '0'],
    ['0.5', '0.005'],
    ['20', '0.2'],
  ])('%s is %s', (text, share) => expect(shareOfPercent(text)).toBe(share));

  it.each(['', 'abc', '101', '100.1', '-1', '19%%', '1.23456'])('%s is none', (text) =>
    expect(shareOfPercent(text)).toBeNull(),
  );
});
