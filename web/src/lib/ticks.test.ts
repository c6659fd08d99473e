import { describe, expect, it } from 'vitest';
import { ticks } from './ticks';

describe('the numbers beside a chart', () => {
  it('are round and reach over the largest', () => {
    expect(ticks(87)).toEqual([0, 50, 100]);
    expect(ticks(4)).toEqual([0, 1, 2, 3, 4]);
    expect(ticks(123456)).toEqual([0, 50000, 100000, 150000]);
  });
  it('are zero alone without any', () => expect(ticks(0)).toEqual([0]));
});
