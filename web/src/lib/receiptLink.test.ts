import { describe, expect, it } from 'vitest';
import { wayOf } from './receiptLink';

const place = '0190c0de-0000-7000-8000-000000000001';
const here = 'https://till.example';

describe('the code on a receipt', () => {
  it.each([
    [`${here}/l/${place}/receipts/K7Q2-000042`, `/l/${place}/receipts/K7Q2-000042`],
    [`${here}/l/${place}/orders/${place}`, `/l/${place}/orders/${place}`],
    ['4006381333931', null],
    [`https://elsewhere.example/l/${place}/receipts/K7Q2-000042`, null],
    [`${here}/l/${place}/receipts/../../settings`, null],
    [`${here}/settings`, null],
  ])('%s leads to %s', (code, way) => expect(wayOf(code, here)).toBe(way));
});
