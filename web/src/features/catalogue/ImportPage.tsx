import { Stepper } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { usePlace } from '@/api/useSession';
import type { CsvFile } from '@/lib/csv';
import { decimals } from '@/lib/money';
import { useTexts } from '@/texts/catalogue';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import type { Summary } from './batches';
import { missingPaths } from './categories';
import { guessColumns, hasHeadings, type Mapping } from './columns';
import { type Decimal, guessDecimal } from './decimals';
import { readEverything } from './ExportButton';
import styles from './editor.module.css';
import { ImportCheck } from './ImportCheck';
import { ImportColumns } from './ImportColumns';
import { ImportDone } from './ImportDone';
import { ImportFile } from './ImportFile';
import { type BadRow, checkRows, type GoodRow } from './importRows';
import { importRows } from './importRun';
import { BackToCatalogue } from './ProductPage';
import { catalogueKeys, categoriesQuery, taxClassesOf, taxRatesQuery } from './queries';
import { RecentImports } from './RecentImports';
import { useIsOffline, useMayWrite } from './rights';

type Loaded = {
  name: string;
  file: CsvFile;
  headings: string[];
  mapping: Mapping;
  decimal: Decimal;
  hasHeadings: boolean;
};
type Checked = { good: GoodRow[]; bad: BadRow[]; known: number; newCategories: number };

/** File → columns → check → done: good rows go in, bad ones come back with their reasons. */
export function ImportPage() {
  const t = useTexts();
  const words = t.catalogue.csv;
  const client = useQueryClient();
  const currency = usePlace()?.currency ?? 'EUR';
  const categories = useQuery(categoriesQuery);
  const rates = useQuery(taxRatesQuery);
  const isOffline = useIsOffline();
  const isAllowed = useMayWrite();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [done, setDone] = useState<{ summary: Summary<GoodRow>; importId: string | null } | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const stopped = useRef(false);
  const step = done ? 3 : checked ? 2 : loaded ? 1 : 0;

  const load = (name: string, file: CsvFile) => {
    const [first] = file.rows;
    const isHead = first !== undefined && hasHeadings(first.cells);
    const mapping = isHead ? guessColumns(first.cells) : {};
    const column = mapping.price;
    const prices = column === undefined ? [] : file.rows.slice(1, 500).map((row) => row.cells[column] ?? '');
    const usual: Decimal = t.language === 'de' || file.delimiter === ';' ? ',' : '.';
    setLoaded({
      name,
      file,
      headings: isHead ? first.cells : [],
      mapping,
      hasHeadings: isHead,
      decimal: guessDecimal(prices) ?? usual,
    });
  };
  const rowsOf = ({ file, hasHeadings: isHead }: Loaded) => (isHead ? file.rows.slice(1) : file.rows);

  const check = async (with_: Loaded) => {
    setProblem(null);
    setIsChecking(true);
    try {
      const everything = await readEverything(() => {});
      const knownSkus = new Set(
        everything.flatMap((product) =>
          product.variants.flatMap((variant) => (variant.sku === null ? [] : [variant.sku])),
        ),
      );
      const { good, bad } = checkRows(rowsOf(with_), {
        mapping: with_.mapping,
        decimal: with_.decimal,
        currency,
        digits: decimals(currency),
        taxClasses: taxClassesOf(rates.data),
        taxRates: Object.fromEntries(
          (rates.data ?? []).map((rate) => [String(Number((Number(rate.rate) * 100).toFixed(3))), rate.tax_class]),
        ),
        knownSkus,
      });
      const paths = [...new Set(good.flatMap(({ item }) => (item.category === undefined ? [] : [item.category])))];
      setChecked({
        good,
        bad,
        known: good.filter(({ item }) => knownSkus.has(item.sku)).length,
        newCategories: missingPaths(categories.data ?? [], paths).length,
      });
    } catch (error) {
      setProblem(error);
    } finally {
      setIsChecking(false);
    }
  };
  const run = async () => {
    if (!checked || !loaded) return;
    stopped.current = false;
    setProblem(null);
    setProgress(0);
    const { summary, error, importId } = await importRows(
      loaded.name,
      checked.good,
      categories.data ?? [],
      setProgress,
      () => stopped.current,
    );
    setProgress(null);
    setProblem(error);
    setDone({ summary, importId });
    await client.invalidateQueries({ queryKey: catalogueKeys.all });
  };

  if (!isAllowed)
    return (
      <Page title={words.title} actions={<BackToCatalogue />}>
        <p className={styles.note}>{t.catalogue.readOnly}</p>
      </Page>
    );
  return (
    <Page title={words.title} actions={<BackToCatalogue />}>
      {isOffline ? <p className={styles.note}>{t.catalogue.offline}</p> : null}
      <Stepper active={step} size="sm" iconSize={32} allowNextStepsSelect={false} aria-label={words.title}>
        {words.steps.map((label) => (
          <Stepper.Step key={label} label={label} />
        ))}
      </Stepper>
      {problem ? <Problem error={problem} own={t.catalogue.codes} /> : null}
      {done && checked && loaded ? (
        <ImportDone
          headings={loaded.headings}
          bad={checked.bad}
          {...done}
          onAgain={() => {
            setDone(null);
            setChecked(null);
            setLoaded(null);
            setProblem(null);
          }}
        />
      ) : checked && loaded ? (
        <ImportCheck
          headings={loaded.headings}
          {...checked}
          progress={progress}
          isOffline={isOffline}
          onBack={() => setChecked(null)}
          onImport={() => void run()}
          onStop={() => {
            stopped.current = true;
          }}
        />
      ) : loaded ? (
        <ImportColumns
          name={loaded.name}
          rows={loaded.file.rows}
          headings={loaded.headings}
          hasHeadings={loaded.hasHeadings}
          mapping={loaded.mapping}
          decimal={loaded.decimal}
          isChecking={isChecking}
          onChange={(change) => setLoaded({ ...loaded, ...change })}
          onBack={() => setLoaded(null)}
          onCheck={() => void check(loaded)}
        />
      ) : (
        <>
          <ImportFile onLoad={load} />
          <RecentImports />
        </>
      )}
    </Page>
  );
}
