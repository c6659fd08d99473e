import { format, type Money } from './money';

/** What an event says, as far as a sentence needs it; an empty text where it says nothing of it. */
export type Said = {
  number: string;
  name: string;
  amount: string;
  before: string;
  from: string;
  to: string;
  reason: string;
  code: string;
  method: string;
  channel: string;
  role: string;
  plan: string;
  items: string;
  units: number;
  left: number;
  isYes: boolean;
  isUndone: boolean;
};

/** The words that stand inside a sentence. */
export type Wording = {
  statuses: Record<string, string>;
  methods: Record<string, string>;
  items: (count: number) => string;
};

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function money(value: unknown): string {
  const { amount, currency } = record(value);
  return typeof amount === 'number' && typeof currency === 'string' ? format({ amount, currency } satisfies Money) : '';
}

/** Reads what is there and trusts nothing: an event may be older or newer than this program. */
export function said(payload: unknown, words: Wording): Said {
  const of = record(payload);
  const lines = list(of.lines ?? of.items);
  const status = (value: unknown) => words.statuses[text(value)] ?? text(value);
  return {
    number: text(of.number),
    name: text(of.name),
    amount: money(of.total ?? of.amount ?? of.price ?? of.told),
    before: money(of.before ?? of.priced),
    from: status(of.from),
    to: status(of.to),
    reason: text(of.reason),
    code: text(of.code).replaceAll('_', ' '),
    method: words.methods[text(of.method)] ?? text(of.method),
    channel: text(of.channel),
    role:
      text(of.role) ||
      list(of.roles)
        .map((one) => text(record(one).role))
        .join(', '),
    plan: text(of.plan),
    items: words.items(lines.length),
    units: lines.reduce<number>((sum, line) => sum + Math.abs(Number(record(line).quantity) || 0), 0),
    left: Number(of.available) || 0,
    isUndone: of.undone === true,
    isYes: of.is_available === true || of.is_granted === true || of.is_new_client === true,
  };
}

type Sentences = Wording & { by: Record<string, (it: Said) => string> };

/** One sentence for an event; its type in plain letters when nobody wrote one. */
export function tell(type: string, payload: unknown, words: Sentences): string {
  const sentence = words.by[type];
  return sentence ? sentence(said(payload, words)) : type.split('.').slice(1).join(' ').replaceAll('_', ' ');
}

/** The order that an event is about, if it is about one. */
export function orderOf(payload: unknown): string | null {
  const id = record(payload).order_id;
  return typeof id === 'string' ? id : null;
}

/** The location at which an event happened, if it names one. */
export function placeOf(payload: unknown): string | null {
  const id = record(payload).location_id;
  return typeof id === 'string' ? id : null;
}

/** Who approved what an approval let happen, as an actor is named; null: the event is no approval. */
export function approverOf(type: string, payload: unknown): string | null {
  const id = record(payload).approved_by;
  return type === 'auth.approval.used' && typeof id === 'string' ? `user:${id}` : null;
}
