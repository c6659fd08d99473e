import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTexts } from '@/texts/catalogue';
import { say } from '@/ui/Announcer';
import { BadRows } from './BadRows';
import type { Outcome, Summary } from './batches';
import { FIELDS, type Field } from './columns';
import styles from './editor.module.css';
import type { BadRow, GoodRow } from './importRows';
import { fieldOf } from './importRun';
import { importsQuery } from './queries';
import { UndoImport } from './UndoImport';

/** What went in, and what did not: both the rows that were bad from the beginning and those that the server refused. */
export function ImportDone({
  headings,
  bad,
  summary,
  importId,
  onAgain,
}: {
  headings: readonly string[];
  bad: readonly BadRow[];
  summary: Summary<GoodRow>;
  importId: string | null;
  onAgain: () => void;
}) {
  const t = useTexts();
  const words = t.catalogue.csv;
  const all = [...bad, ...summary.refused.map(asBad)];
  const ok = summary.created + summary.updated + summary.unchanged;
  const sentence =
    all.length > 0 ? words.partial(ok, all.length) : words.done(summary.created, summary.updated, summary.unchanged);
  useEffect(() => say(sentence), [sentence]);
  const { data: imports } = useQuery(importsQuery);
  const remembered = imports?.find((one) => one.id === importId);
  return (
    <section className={styles.card} aria-labelledby="done">
      <h2 id="done">{sentence}</h2>
      {all.length > 0 ? (
        <p className={styles.hint}>{words.done(summary.created, summary.updated, summary.unchanged)}</p>
      ) : null}
      {summary.notSent.length > 0 ? <p className={styles.note}>{words.notSent(summary.notSent.length)}</p> : null}
      {all.length > 0 ? <BadRows headings={headings} bad={all} /> : null}
      {remembered ? <UndoImport done={remembered} /> : null}
      <div className={styles.actions}>
        <Button variant="default" onClick={onAgain}>
          {words.again}
        </Button>
        <Button renderRoot={(props) => <Link to="/catalogue" {...props} />}>{words.toCatalogue}</Button>
      </div>
    </section>
  );
}

function asBad(outcome: Outcome<GoodRow>): BadRow {
  const said = fieldOf(outcome);
  const field: Field = FIELDS.find((one) => one === said) ?? 'sku';
  const { row, item } = outcome.item;
  return {
    row,
    sku: item.sku,
    findings: [{ field, problem: outcome.code === 'catalog.sku_taken' ? 'sku_taken' : 'refused', value: '' }],
  };
}
