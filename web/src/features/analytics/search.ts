/** What stands in the address of the figures: the address is the question, so that a link shows the same to whoever may see it. */
export type AnalyticsSearch = {
  view?: View;
  metric?: string;
  by?: string;
  period?: string;
  from?: string;
  to?: string;
  compare?: string;
  /** Filters: `product:ID;channel:pos`. */
  only?: string;
  /** A page behind the figures of a screen. */
  part?: Part;
  /** Which of several currencies, where one page can only be of one. */
  currency?: string;
  /** The segment whose customers are shown. */
  segment?: string;
};

export const parts = ['figures', 'funnel', 'unusual', 'classes', 'pairs', 'segments', 'cohorts'] as const;
export type Part = (typeof parts)[number];

export const views = ['overview', 'sales', 'products', 'customers', 'payments', 'inventory'] as const;
export type View = (typeof views)[number];

export const presets = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'last_7_days',
  'this_month',
  'last_month',
  'last_30_days',
  'this_quarter',
  'last_quarter',
  'last_90_days',
  'this_year',
  'last_year',
  'last_365_days',
  'all_time',
] as const;
export type Preset = (typeof presets)[number];

export const comparisons = ['previous_period', 'previous_year', 'same_weekdays_last_year', 'none'] as const;
export type Comparison = (typeof comparisons)[number];

/** One filter: a dimension has a value. */
export type Only = { dimension: string; value: string };

const name = /^[a-z_]{1,40}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Unknown members and values are dropped. */
export function analyticsSearch(raw: Record<string, unknown>): AnalyticsSearch {
  const word = (value: unknown) => (typeof value === 'string' && name.test(value) ? value : undefined);
  const date = (value: unknown) =>
    typeof value === 'string' && day.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  const view = views.find((one) => one === raw.view);
  const [from, to] = [date(raw.from), date(raw.to)];
  const range = from && to && from <= to ? { from, to } : null;
  const period = presets.find((one) => one === raw.period);
  const compare = comparisons.find((one) => one === raw.compare);
  const only = typeof raw.only === 'string' ? filterText(filtersOf(raw.only)) : '';
  const [metric, by, segment] = [word(raw.metric), word(raw.by), word(raw.segment)];
  const part = parts.find((one) => one === raw.part);
  const currency = typeof raw.currency === 'string' && /^[A-Z]{3}$/.test(raw.currency) ? raw.currency : undefined;
  return {
    ...(view && view !== 'overview' ? { view } : {}),
    ...(metric ? { metric } : {}),
    ...(by ? { by } : {}),
    ...(range ?? (period ? { period } : {})),
    ...(compare ? { compare } : {}),
    ...(only ? { only } : {}),
    ...(part && part !== 'figures' ? { part } : {}),
    ...(currency ? { currency } : {}),
    ...(segment && part === 'segments' ? { segment } : {}),
  };
}

export function filtersOf(text: string | undefined): Only[] {
  const found: Only[] = [];
  for (const part of (text ?? '').split(';')) {
    const [dimension, value] = part.split(':');
    if (dimension && value && name.test(dimension) && /^[\w-]{1,64}$/.test(value))
      if (!found.some((one) => one.dimension === dimension)) found.push({ dimension, value });
  }
  return found;
}

export function filterText(filters: readonly Only[]): string {
  return filters.map((one) => `${one.dimension}:${one.value}`).join(';');
}
