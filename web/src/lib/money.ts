import { locale as currentLocale } from './locale';

/** Minor units, such as cents, and an ISO 4217 code. Never a fraction. */
export type Money = { amount: number; currency: string };

const exponents: Record<string, number> = {};
for (const code of 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '))
  exponents[code] = 0;
for (const code of 'BHD IQD JOD KWD LYD OMR TND'.split(' ')) exponents[code] = 3;
for (const code of 'CLF UYW'.split(' ')) exponents[code] = 4;

/** How many decimals the minor unit has, by ISO 4217 and not by the browser's idea of it. */
export function decimals(currency: string): number {
  return exponents[currency] ?? 2;
}

const formats = new Map<string, Intl.NumberFormat>();

function formatter(currency: string, locale: string, style: 'currency' | 'decimal'): Intl.NumberFormat {
  const key = `${locale} ${currency} ${style}`;
  let found = formats.get(key);
  if (!found) {
    const digits = decimals(currency);
    found = new Intl.NumberFormat(locale, {
      style,
      ...(style === 'currency' ? { currency } : {}),
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, found);
  }
  return found;
}

/** Minor units as a decimal text, exactly: 1250 EUR is "12.50". */
function plain({ amount, currency }: Money): Intl.StringNumericLiteral {
  const digits = decimals(currency);
  const sign = amount < 0 ? '-' : '';
  const text = Math.abs(amount)
    .toString()
    .padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${sign}${digits === 0 ? whole : `${whole}.${text.slice(-digits)}`}` as Intl.StringNumericLiteral;
}

/** "12,50 €": for people. */
export function format(money: Money, locale = currentLocale()): string {
  return formatter(money.currency, locale, 'currency').format(plain(money));
}

/** "12,50": for fields and columns that name the currency elsewhere. */
export function formatPlain(money: Money, locale = currentLocale()): string {
  return formatter(money.currency, locale, 'decimal').format(plain(money));
}

export type ParsedMoney =
  | { ok: true; money: Money }
  | { ok: false; reason: 'empty' | 'not_a_number' | 'too_precise' | 'ambiguous' | 'too_large' };

const no = (reason: Extract<ParsedMoney, { ok: false }>['reason']): ParsedMoney => ({ ok: false, reason });

/** Arabic and Persian digits and separators as the ASCII ones they stand for. */
function ascii(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', ',')
    .replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, '')
    .replaceAll('\u2212', '-');
}

function separators(locale: string): { decimal: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
  const of = (type: string) => ascii(parts.find((part) => part.type === type)?.value ?? '');
  return { decimal: of('decimal') || '.', group: of('group') };
}

/**
 * What somebody typed, in minor units. The locale decides what "1.250" means; the other separator is taken where only one meaning is left.
 * Never rounds: more decimals than the currency has is asked back, unless they are zeros.
 */
export function parse(text: string, currency: string, locale = currentLocale()): ParsedMoney {
  const own = separators(locale);
  // Words around the number (a symbol, a code) say nothing; spaces and apostrophes only group.
  const words = ascii(text);
  if (/\d[.,]?\p{L}+.*\d/u.test(words)) return no('not_a_number');
  const typed = words
    .replace(/\p{L}[\p{L}.]*|\p{Sc}/gu, '')
    .replace(/[\s'\u2019_]/g, '')
    .replace(/\.$/, '');
  if (!/\d/.test(typed)) return no(text.trim() === '' ? 'empty' : 'not_a_number');
  const match = /^([+-]?)([\d.,]+)$/.exec(typed);
  if (!match?.[2]) return no('not_a_number');
  const [, sign, digits] = match;
  const split = decimalAt(digits, own, decimals(currency));
  if (typeof split === 'string') return no(split);
  const [whole, fraction] = split;
  if (!groupsAreWhole(whole)) return no('not_a_number');
  const kept = fraction.replace(/0+$/, '');
  const places = decimals(currency);
  if (kept.length > places) return no('too_precise');
  const amount = Number(whole.replace(/[.,]/g, '') + kept.padEnd(places, '0'));
  if (!Number.isSafeInteger(amount)) return no('too_large');
  return { ok: true, money: { amount: sign === '-' && amount !== 0 ? -amount : amount, currency } };
}

/** Where whole units end. */
function decimalAt(
  text: string,
  own: { decimal: string; group: string },
  places: number,
): [string, string] | 'not_a_number' | 'ambiguous' {
  const points = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  if (points + commas === 0) return [text, ''];
  if (points > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    if (text.split(decimal).length !== 2) return 'not_a_number';
    const [whole = '', fraction = ''] = text.split(decimal);
    return [whole, fraction];
  }
  const separator = points > 0 ? '.' : ',';
  if (points + commas > 1) return [text, ''];
  const [whole = '', fraction = ''] = text.split(separator);
  if (separator === own.decimal) return [whole || '0', fraction];
  const mayGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (!mayGroup) return [whole || '0', fraction];
  if (separator === own.group) return [text, ''];
  return places === 3 ? [whole, fraction] : 'ambiguous';
}

/** Without separators, or with one kind between groups of three. */
function groupsAreWhole(whole: string): boolean {
  return /^\d*$/.test(whole) || /^\d{1,3}(\.\d{3})+$/.test(whole) || /^\d{1,3}(,\d{3})+$/.test(whole);
}

export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not add up.`);
  return { amount: a.amount + b.amount, currency: a.currency };
}
