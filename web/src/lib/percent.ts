import { locale as currentLocale } from './locale';

/** "0.19" as "19 %": rates are decimal texts on the wire. */
export function formatPercent(rate: string, locale = currentLocale()): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(Number(rate));
}

/** `19`, `19,5`, `8.1 %` as the API's share: `0.19`; null when it is none. Exact: only the point moves. */
export function shareOfPercent(text: string): string | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%?$/.exec(text.trim());
  if (!match) return null;
  const [whole = '', decimals = ''] = [match[1], match[2]];
  if (Number(`${whole}.${decimals || 0}`) > 100) return null;
  const digits = whole.padStart(3, '0');
  const share = `${digits.slice(0, -2)}.${digits.slice(-2)}${decimals}`.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '');
  return share === '' ? '0' : share;
}
