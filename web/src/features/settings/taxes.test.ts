import { describe, expect, it } from 'vitest';
import { settings } from '@/texts/en/settings';
import { type RateRow, rateEffects, rateFaults, rowOf, toWire, type WireRate } from './taxes';

const german: WireRate[] = [
  { region: 'DE', tax_class: 'standard', rate: '0.19', valid_from: '2020-01-01', valid_until: null, fulfilment: null },
  { region: 'DE', tax_class: 'reduced', rate: '0.07', valid_from: '2020-01-01', valid_until: null, fulfilment: null },
];
const row = (change: Partial<RateRow> = {}): RateRow => ({
  region: 'DE',
  taxClass: 'standard',
  percent: '19',
  validFrom: '2020-01-01',
  validUntil: '',
  fulfilment: '',
  ...change,
});
const effects = (after: WireRate[]) => rateEffects(german, after, '2026-11-21', settings.taxes, 'en', (day) => day);
const [standard, reduced] = german as [WireRate, WireRate];

describe('tax rates', () => {
  it('read back as they were written', () => expect(toWire(german.map((rate) => rowOf(rate, 'de')))).toEqual(german));

  it('say what is wrong with them', () => {
    expect(rateFaults([row()])).toEqual([[]]);
    expect(rateFaults([row({ region: 'Germany', taxClass: 'Standard', percent: '190', validFrom: '' })])).toEqual([
      ['region', 'class', 'rate', 'from'],
    ]);
    expect(rateFaults([row({ validUntil: '2019-01-01' })])).toEqual([['until']]);
    expect(rateFaults([row(), row({ percent: '7' })])).toEqual([[], ['twice']]);
  });

  it('change nothing while they stay', () => expect(effects(german)).toEqual([]));

  it('tell what holds from now on, and that orders keep theirs', () =>
    expect(effects([{ ...standard, rate: '0.16' }, reduced])).toEqual([
      'DE · standard: 16% from now on.',
      'Orders that exist keep their tax.',
    ]));

  it('tell what holds from a day on', () =>
    expect(effects([...german, { ...standard, rate: '0.2', valid_from: '2027-01-01' }])).toEqual([
      'DE · standard: 20% from 2027-01-01.',
      'Orders that exist keep their tax.',
    ]));

  it('warn when a class loses its rate', () =>
    expect(effects([standard])[0]).toBe('DE · reduced: no rate any more. What has this class cannot be sold there.'));
});
