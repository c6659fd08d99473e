import { formatPercent, shareOfPercent } from '@/lib/percent';
import type { Texts } from '@/texts/settings';

/** One rate as somebody edits it. */
export interface RateRow {
  region: string;
  taxClass: string;
  /** In per cent, as typed. */
  percent: string;
  validFrom: string;
  /** Empty: no end is known. */
  validUntil: string;
  /** Empty: for all sales. */
  fulfilment: string;
}

export interface WireRate {
  region: string;
  tax_class: string;
  rate: string;
  valid_from: string;
  valid_until?: string | null;
  fulfilment?: string | null;
}

export function rowOf(rate: WireRate, locale: string): RateRow {
  return {
    region: rate.region,
    taxClass: rate.tax_class,
    percent: formatPercent(rate.rate, locale).replace(/[\s%\u00a0\u202f]/g, ''),
    validFrom: rate.valid_from,
    validUntil: rate.valid_until ?? '',
    fulfilment: rate.fulfilment ?? '',
  };
}

export type RateFault = 'region' | 'class' | 'rate' | 'from' | 'until' | 'twice';

/** What is wrong in each row. */
export function rateFaults(rows: readonly RateRow[]): RateFault[][] {
  const name = (row: RateRow) => [row.region, row.taxClass, row.fulfilment, row.validFrom].join(' ');
  const names = rows.map(name);
  return rows.map((row, i) => {
    const found: RateFault[] = [];
    if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(row.region)) found.push('region');
    if (!/^[a-z][a-z0-9_]{0,39}$/.test(row.taxClass)) found.push('class');
    if (shareOfPercent(row.percent) === null) found.push('rate');
    if (!row.validFrom) found.push('from');
    if (row.validUntil && row.validUntil <= row.validFrom) found.push('until');
    if (names.indexOf(name(row)) !== i) found.push('twice');
    return found;
  });
}

/** The rate that holds on a day: of several that began, the one that began last. */
function holding(rates: readonly WireRate[], day: string): Map<string, WireRate> {
  const held = new Map<string, WireRate>();
  for (const rate of [...rates].sort((a, b) => a.valid_from.localeCompare(b.valid_from)))
    if (rate.valid_from <= day && (!rate.valid_until || rate.valid_until > day))
      held.set([rate.region, rate.tax_class, rate.fulfilment ?? ''].join(' · '), rate);
  return held;
}

/** What a new table changes, today and on the days that it names, in sentences. */
export function rateEffects(
  before: readonly WireRate[],
  after: readonly WireRate[],
  today: string,
  words: Texts['settings']['taxes'],
  locale: string,
  dateOf: (day: string) => string,
): string[] {
  const [then, now] = [holding(before, today), holding(after, today)];
  const what = (key: string) => key.replace(/ · $/, '');
  const effects: string[] = [];
  for (const [key, rate] of now)
    if (then.get(key)?.rate !== rate.rate) effects.push(words.effectNow(what(key), formatPercent(rate.rate, locale)));
  for (const key of then.keys()) if (!now.has(key)) effects.push(words.effectGone(what(key)));
  const known = new Set(
    before.map((rate) =>
      JSON.stringify([rate.region, rate.tax_class, rate.fulfilment ?? '', rate.valid_from, rate.rate]),
    ),
  );
  for (const rate of after) {
    if (rate.valid_from <= today) continue;
    if (known.has(JSON.stringify([rate.region, rate.tax_class, rate.fulfilment ?? '', rate.valid_from, rate.rate])))
      continue;
    const key = what([rate.region, rate.tax_class, rate.fulfilment ?? ''].join(' · '));
    effects.push(words.effectOn(key, formatPercent(rate.rate, locale), dateOf(rate.valid_from)));
  }
  if (effects.length > 0) effects.push(words.effectPast);
  return effects;
}

export function toWire(rows: readonly RateRow[]): WireRate[] {
  return rows.map((row) => ({
    region: row.region,
    tax_class: row.taxClass,
    rate: shareOfPercent(row.percent) ?? '0',
    valid_from: row.validFrom,
    valid_until: row.validUntil || null,
    fulfilment: row.fulfilment || null,
  }));
}
