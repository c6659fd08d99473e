import { locale as currentLocale } from './locale';

/** "19 %" for the share "0.19", with as many decimals as it has. */
export function formatRate(rate: string, locale = currentLocale()): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(Number(rate));
}
