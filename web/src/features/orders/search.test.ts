import { expect, it } from 'vitest';
import { ordersSearch } from './search';

it('keeps what it knows', () =>
  expect(
    ordersSearch({
      view: 'table',
      channel: 'pickup',
      mine: true,
      status: 'ready',
      from: '2026-11-20',
      to: '2026-11-21',
      after: 'c',
    }),
  ).toEqual({
    view: 'table',
    channel: 'pickup',
    mine: true,
    status: 'ready',
    from: '2026-11-20',
    to: '2026-11-21',
    after: 'c',
  }));

it('drops what it does not', () =>
  expect(
    ordersSearch({
      view: 'pie',
      channel: 'drone',
      mine: 'no',
      status: 'lost',
      from: 'yesterday',
      to: '2026-99-99',
      after: 7,
      x: 1,
    }),
  ).toEqual({}));
