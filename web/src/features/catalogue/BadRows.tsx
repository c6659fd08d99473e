import { Button } from '@mantine/core';
import { writeCsv } from '@/lib/csv';
import { download } from '@/lib/download';
import { type Texts, useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import styles from './editor.module.css';
import { type BadRow, badRowsTable, type Finding } from './importRows';

const most = 100;

export function reasonOf(findings: readonly Finding[], t: Texts): string {
  return findings
    .map(({ field, problem, value }) =>
      t.catalogue.csv.inField(t.catalogue.fields[field], t.catalogue.rowProblems[problem], value.slice(0, 40)),
    )
    .join('; ');
}

/** Rows that need a person: line, reason, and the download with both. */
export function BadRows({ headings, bad }: { headings: readonly string[]; bad: readonly BadRow[] }) {
  const t = useTexts();
  const words = t.catalogue.csv;
  const save = () =>
    download(
      'to-fix.csv',
      writeCsv(
        badRowsTable(headings, bad, (findings) => reasonOf(findings, t), words.problem),
        t.language === 'de' ? ';' : ',',
      ),
    );
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className={styles.bad} tabIndex={0} aria-label={words.reason}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{t.catalogue.fields.sku}</th>
              <th scope="col">{words.reason}</th>
            </tr>
          </thead>
          <tbody>
            {bad.slice(0, most).map(({ row, findings, sku }) => (
              <tr key={row.line}>
                <td className="number">{row.line}</td>
                <td>{sku}</td>
                <td>{reasonOf(findings, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {bad.length > most ? <p className={styles.hint}>{words.moreBad(bad.length - most)}</p> : null}
      </section>
      <div>
        <Button variant="default" leftSection={<Icon name="download" size={20} />} onClick={save}>
          {words.download}
        </Button>
      </div>
    </>
  );
}
