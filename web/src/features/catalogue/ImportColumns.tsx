import { Button, Checkbox, SegmentedControl, Select } from '@mantine/core';
import type { CsvRow } from '@/lib/csv';
import { useTexts } from '@/texts/catalogue';
import { FIELDS, guessColumns, type Mapping } from './columns';
import type { Decimal } from './decimals';
import styles from './editor.module.css';

/** Which column is what: guessed, and changed here where the guess is wrong. */
export function ImportColumns({
  name,
  rows,
  headings,
  hasHeadings,
  mapping,
  decimal,
  isChecking,
  onChange,
  onBack,
  onCheck,
}: {
  name: string;
  rows: readonly CsvRow[];
  headings: string[];
  hasHeadings: boolean;
  mapping: Mapping;
  decimal: Decimal;
  isChecking: boolean;
  onChange: (change: { mapping?: Mapping; decimal?: Decimal; hasHeadings?: boolean; headings?: string[] }) => void;
  onBack: () => void;
  onCheck: () => void;
}) {
  const t = useTexts();
  const words = t.catalogue.csv;
  const goods = hasHeadings ? rows.slice(1) : rows;
  const width = Math.max(...rows.slice(0, 100).map((row) => row.cells.length));
  const columns = Array.from({ length: width }, (_, at) => ({
    value: String(at),
    label: headings[at] || `${words.column} ${at + 1}`,
  }));
  const sample = (at: number | undefined) =>
    at === undefined
      ? ''
      : goods
          .slice(0, 20)
          .map((row) => row.cells[at] ?? '')
          .filter((cell) => cell !== '')
          .slice(0, 3)
          .join(' · ');
  return (
    <section className={styles.card} aria-labelledby="match">
      <h2 id="match">{words.match}</h2>
      <p className={styles.hint}>{words.file(name, goods.length)}</p>
      <Checkbox
        label={words.headings}
        checked={hasHeadings}
        onChange={(event) => {
          const is = event.currentTarget.checked;
          const cells = rows[0]?.cells ?? [];
          onChange({ hasHeadings: is, headings: is ? cells : [], mapping: is ? guessColumns(cells) : mapping });
        }}
      />
      <div>
        <span id="decimal">{words.decimal}</span>{' '}
        <SegmentedControl
          autoContrast={false}
          aria-labelledby="decimal"
          data={[
            { value: '.', label: words.decimalPoint },
            { value: ',', label: words.decimalComma },
          ]}
          value={decimal}
          onChange={(next) => onChange({ decimal: next === ',' ? ',' : '.' })}
        />
      </div>
      <ul className={styles.columns}>
        {FIELDS.map((field) => (
          <li key={field}>
            <Select
              label={t.catalogue.fields[field]}
              data={[{ value: '', label: words.notThere }, ...columns]}
              value={mapping[field] === undefined ? '' : String(mapping[field])}
              onChange={(next) => {
                const { [field]: _, ...rest } = mapping;
                onChange({ mapping: next ? { ...rest, [field]: Number(next) } : rest });
              }}
            />
            <span className={styles.sample}>{sample(mapping[field])}</span>
          </li>
        ))}
      </ul>
      {mapping.sku === undefined ? (
        <p className={styles.findings} role="alert">
          {words.needsSku}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
        <Button loading={isChecking} disabled={mapping.sku === undefined} onClick={onCheck}>
          {words.check}
        </Button>
      </div>
    </section>
  );
}
