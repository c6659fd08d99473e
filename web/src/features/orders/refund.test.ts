import { describe, expect, it } from 'vitest';
import { givenBack, planRefund, worthOf, worthOfAll } from './refund';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const line = (gross: number, quantity: number, returned = 0) => ({
  id: 'l',
  quantity,
  returned_quantity: returned,
  gross: eur(gross),
});
const paid = (id: string, amount: number) => ({ id, method: 'cash', refundable: eur(amount) });

describe('what comes back', () => {
  it('is worth the whole line when all of it does', () => expect(worthOf(line(1000, 3), 3)).toBe(1000));

  it('adds up to the line when it comes one by one', () => {
    for (const [gross, quantity] of [
      [1000, 3],
      [1, 2],
      [999, 7],
      [0, 4],
    ] as const) {
      let sum = 0;
      for (let returned = 0; returned < quantity; returned++) sum += worthOf(line(gross, quantity, returned), 1);
      expect(sum).toBe(gross);
    }
  });

  it('counts only what was chosen', () => {
    const lines = [
      { ...line(500, 1), id: 'a' },
      { ...line(900, 3), id: 'b' },
    ];
    expect(worthOfAll(lines, new Map([['b', 2]]))).toBe(600);
    expect(worthOfAll(lines, new Map())).toBe(0);
  });
});

describe('where money goes back to', () => {
  it('is one payment if it can take all', () =>
    expect(planRefund(500, [paid('a', 300), paid('b', 700)])).toEqual([{ payment: paid('b', 700), amount: 500 }]));

  it('is several, the largest first, if none can', () =>
    expect(planRefund(900, [paid('a', 300), paid('b', 700)])).toEqual([
      { payment: paid('b', 700), amount: 700 },
      { payment: paid('a', 300), amount: 200 },
    ]));

  it('is nowhere for more than was paid, or nothing', () => {
    expect(planRefund(1001, [paid('a', 1000)])).toBeNull();
    expect(planRefund(0, [paid('a', 1000)])).toBeNull();
  });
});

it('knows that the drawer holds a tip too, which stays when only the amount goes back', () => {
  const payment = {
    ...paid('tipped', 928),
    captured: eur(928),
    tip: eur(101),
    tip_refundable: eur(101),
    rounding: eur(1),
    refunds: [],
  };
  expect(givenBack(payment, 928, 5)).toBe(930);
  expect(givenBack({ ...payment, tip: eur(0), tip_refundable: eur(0), rounding: eur(2) }, 928, 5)).toBe(930);
});
