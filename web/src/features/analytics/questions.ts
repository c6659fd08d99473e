import type { components } from '@/api/schema';
import { addDays } from '@/lib/time';
import { type AnalyticsSearch, filtersOf, filterText, type View } from './search';

type Request = components['schemas']['FigureQueryRequest'];
type Model = components['schemas']['FigureModelView'];

/** What a screen offers; the first of each is shown unless the address says otherwise. */
export const explorers: Record<Exclude<View, 'overview'>, { measures: readonly string[]; by: readonly string[] }> = {
  sales: {
    measures: [
      'net',
      'gross',
      'tax',
      'discounts',
      'orders',
      'average_order_value',
      'units',
      'items_per_order',
      'refunded',
      'refund_rate',
      'returned_net',
      'cancelled_orders',
    ],
    by: [
      'day',
      'hour',
      'week',
      'month',
      'quarter',
      'year',
      'weekday',
      'hour_of_day',
      'location',
      'channel',
      'source',
      'staff',
    ],
  },
  products: {
    measures: [
      'net',
      'units',
      'returned_units',
      'net_after_returns',
      'return_rate',
      'stock_units',
      'sell_through',
      'days_of_cover',
      'gross_profit',
      'gross_margin',
      'cost',
      'cost_coverage',
    ],
    by: ['product', 'variant', 'category', 'location', 'day', 'week', 'month', 'quarter', 'year'],
  },
  customers: {
    measures: ['customers', 'new_customers', 'returning_customers', 'customer_orders', 'repeat_rate'],
    by: ['week', 'day', 'month', 'quarter', 'year', 'location', 'channel', 'source'],
  },
  payments: {
    measures: ['collected', 'captured', 'tips', 'payments', 'refunded', 'refunds'],
    by: ['payment_method', 'day', 'week', 'month', 'quarter', 'year', 'location'],
  },
  inventory: {
    measures: ['stock_value', 'stock_units', 'low_stock', 'out_of_stock', 'stock_turnover', 'days_of_cover'],
    by: ['category', 'product', 'variant', 'location'],
  },
};

export const tiles = ['net', 'orders', 'average_order_value', 'units', 'customers', 'refunded'] as const;

const stretches = ['hour', 'day', 'week', 'month', 'quarter', 'year'];

export function isTime(dimension: string): boolean {
  return stretches.includes(dimension);
}

export function periodOf(search: AnalyticsSearch): Request['period'] {
  return search.from && search.to
    ? { preset: 'custom', from: search.from, to: search.to }
    : { preset: search.period ?? 'last_30_days' };
}

/** A stretch of which the period holds neither too few nor too many for a line. */
export function stretchFor(search: AnalyticsSearch): string {
  if (search.from && search.to) {
    const days = (Date.parse(search.to) - Date.parse(search.from)) / 86_400_000 + 1;
    return days <= 2 ? 'hour' : days <= 100 ? 'day' : days <= 400 ? 'week' : 'month';
  }
  switch (search.period ?? 'last_30_days') {
    case 'today':
    case 'yesterday':
      return 'hour';
    case 'this_year':
    case 'last_year':
    case 'last_365_days':
      return 'week';
    case 'all_time':
      return 'month';
    default:
      return 'day';
  }
}

/** Everything but what is counted and how it is split. Nothing is compared where the numbers are of now. */
export function frame(search: AnalyticsSearch): Pick<Request, 'period' | 'compare_to' | 'filters'> {
  const compare = search.compare ?? 'previous_period';
  const filters = filtersOf(search.only).map((one) => ({ dimension: one.dimension, values: [one.value] }));
  return {
    period: periodOf(search),
    ...(compare === 'none' || search.view === 'inventory' || search.period === 'all_time'
      ? {}
      : { compare_to: compare }),
    ...(filters.length > 0 ? { filters } : {}),
  };
}

/** The dimension that a screen is split by: that of the address, else its first; of a time, what suits the period. */
export function splitOf(view: Exclude<View, 'overview'>, search: AnalyticsSearch): string {
  const { by } = explorers[view];
  const first = by[0] ?? 'day';
  return by.find((one) => one === search.by) ?? (isTime(first) && view === 'sales' ? stretchFor(search) : first);
}

/** Of a screen's measures, those that can be split and filtered so, as the model tells. */
export function measuresOf(
  view: Exclude<View, 'overview'>,
  search: AnalyticsSearch,
  model: Pick<Model, 'measures'>,
): string[] {
  const wanted = [splitOf(view, search), ...filtersOf(search.only).map((one) => one.dimension)];
  return explorers[view].measures.filter((name) => {
    const known = model.measures.find((one) => one.name === name);
    return known && known.unavailable === null && wanted.every((one) => known.dimensions.includes(one));
  });
}

/** Dimensions of which at least one of the screen's measures knows, filters included. */
export function splitsOf(
  view: Exclude<View, 'overview'>,
  search: AnalyticsSearch,
  model: Pick<Model, 'measures'>,
): string[] {
  return explorers[view].by.filter((by) => measuresOf(view, { ...search, by }, model).length > 0);
}

/** Days of a row that is a stretch of time; `2026-W…` never occurs: weeks are named by their first day. */
export function daysOf(dimension: string, key: string): { from: string; to: string } | null {
  const last = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  if (dimension === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(key)) return { from: key, to: key };
  if (dimension === 'week' && /^\d{4}-\d{2}-\d{2}$/.test(key)) return { from: key, to: addDays(key, 6) };
  const month = dimension === 'month' ? /^(\d{4})-(\d{2})$/.exec(key) : null;
  if (month) return { from: `${key}-01`, to: last(Number(month[1]), Number(month[2])) };
  const quarter = dimension === 'quarter' ? /^(\d{4})-Q([1-4])$/.exec(key) : null;
  if (quarter) {
    const end = Number(quarter[2]) * 3;
    return { from: `${quarter[1]}-${String(end - 2).padStart(2, '0')}-01`, to: last(Number(quarter[1]), end) };
  }
  if (dimension === 'year' && /^\d{4}$/.test(key)) return { from: `${key}-01-01`, to: `${key}-12-31` };
  return null;
}

const finer: Record<string, string> = { year: 'month', quarter: 'week', month: 'day', week: 'day', day: 'hour' };
const inside: Record<string, string> = { category: 'product', product: 'variant' };

/**
 * One step further into a row: its days, one size smaller; or its value kept and split by the next. Null: there is nothing smaller, or the row has no
 * value to keep. A row that is cut off by the period stays within it.
 */
export function drill(
  view: Exclude<View, 'overview'>,
  search: AnalyticsSearch,
  key: string | null,
  counted: { from: string; to: string } | undefined,
): AnalyticsSearch | null {
  const by = splitOf(view, search);
  if (key === null) return null;
  const { period: _, from: __, to: ___, ...rest } = search;
  if (isTime(by)) {
    const days = daysOf(by, key);
    const next = finer[by];
    if (!days || !next || !explorers[view].by.includes(next)) return null;
    const from = counted && counted.from > days.from ? counted.from : days.from;
    const to = counted && counted.to < days.to ? counted.to : days.to;
    return { ...rest, from, to, by: next };
  }
  const filters = filtersOf(search.only).filter((one) => one.dimension !== by);
  const next = inside[by] ?? stretchFor(search);
  const split = explorers[view].by.includes(next) ? next : explorers[view].by.find((one) => one !== by);
  return split ? { ...search, by: split, only: filterText([...filters, { dimension: by, value: key }]) } : null;
}
