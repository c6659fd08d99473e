import { writeCsv } from '@/lib/csv';
import { download } from '@/lib/download';
import type { Texts } from '@/texts/analytics';
import type { Figures } from './queries';
import { written } from './values';

/** Every row and figure as they stand, money in major units beside its currency; numbers as spreadsheets of that language read them. */
export function figuresFile(figures: Figures, by: string, language: string): string {
  const [delimiter, decimal] = language === 'de' ? ([';', ','] as const) : ([',', '.'] as const);
  const heads = figures.measures.map((one) => one.name);
  const cells = (values: readonly (number | null)[] | null, currency: string | null) =>
    figures.measures.map((one, at) => written(values?.[at], one.unit, currency, decimal));
  return writeCsv(
    [
      [by, `${by}_name`, 'currency', ...heads, ...heads.map((one) => `${one}_before`)],
      ...figures.rows.map((row) => [
        row.keys[0]?.value ?? '',
        row.keys[0]?.name ?? '',
        row.currency ?? '',
        ...cells(row.values, row.currency),
        ...cells(row.comparison, row.currency),
      ]),
    ],
    delimiter,
  );
}

export function saveFigures(figures: Figures, view: string, by: string, t: Texts): void {
  const [first] = figures.periods;
  const days = first ? `-${first.from}-${first.to}` : '';
  download(`${view}-${by}${days}.csv`, figuresFile(figures, by, t.language));
}
