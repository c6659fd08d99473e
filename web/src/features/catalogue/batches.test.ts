import { describe, expect, it } from 'vitest';
import { inBatches, outcomes, reasons, runBatches } from './batches';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const all = (batch: number[], status: string) => batch.map((_, index) => ({ index, status }));
const noWait = async () => {};

describe('batches', () => {
  it('hold at most a hundred', () => {
    expect(inBatches(numbers(250)).map((batch) => batch.length)).toEqual([100, 100, 50]);
    expect(inBatches([])).toEqual([]);
  });

  it('bring answers beside their items, in whatever order they come', () => {
    expect(
      outcomes(
        ['a', 'b'],
        [
          { index: 1, status: 'refused', code: 'x', errors: [{ pointer: '/price' }] },
          { index: 0, status: 'created' },
        ],
      ),
    ).toEqual([
      { item: 'b', status: 'refused', code: 'x', pointers: ['/price'] },
      { item: 'a', status: 'created', code: null, pointers: [] },
    ]);
  });

  it('are sent one after the other and summed up', async () => {
    const told: number[] = [];
    const { summary, error } = await runBatches(
      numbers(230),
      async (batch) =>
        batch.map((item, index) =>
          item % 100 === 7 ? { index, status: 'refused', code: item === 7 ? 'a' : 'b' } : { index, status: 'updated' },
        ),
      () => null,
      noWait,
      (done) => told.push(done),
    );
    expect(error).toBeNull();
    expect(told).toEqual([100, 200, 230]);
    expect(summary.updated).toBe(227);
    expect(summary.refused.map((one) => one.item)).toEqual([7, 107, 207]);
    expect(reasons(summary)).toEqual([
      { code: 'b', count: 2 },
      { code: 'a', count: 1 },
    ]);
  });

  it('wait for a rate limit and send the same batch again', async () => {
    const waits: number[] = [];
    let calls = 0;
    const { summary } = await runBatches(
      numbers(150),
      async (batch) => {
        if (++calls === 2) throw new Error('slow down');
        return all(batch, 'created');
      },
      () => 3,
      async (seconds) => void waits.push(seconds),
      () => {},
    );
    expect(waits).toEqual([3]);
    expect(calls).toBe(3);
    expect(summary.created).toBe(150);
  });

  it('stop at a failure, keep what was done and name what was not sent', async () => {
    let calls = 0;
    const failure = new Error('gone');
    const { summary, error } = await runBatches(
      numbers(250),
      async (batch) => {
        if (++calls === 2) throw failure;
        return all(batch, 'unchanged');
      },
      () => null,
      noWait,
      () => {},
    );
    expect(error).toBe(failure);
    expect(summary.unchanged).toBe(100);
    expect(summary.notSent).toHaveLength(150);
  });

  it('stop when the person says so', async () => {
    let calls = 0;
    const { summary } = await runBatches(
      numbers(250),
      async (batch) => {
        calls++;
        return all(batch, 'updated');
      },
      () => null,
      noWait,
      () => {},
      () => calls === 1,
    );
    expect(summary.updated).toBe(100);
    expect(summary.notSent).toHaveLength(150);
  });
});
