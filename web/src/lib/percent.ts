import { locale as currentLocale } from './locale';

/** "0.19" as "19 %": rates are decimal texts on the wire. */
export function formatPercent(rate: string, locale = currentLocale()): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(Number(rate));
}
