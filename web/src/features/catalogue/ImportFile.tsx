import { Button } from '@mantine/core';
import { type DragEvent, useRef, useState } from 'react';
import { CsvError, type CsvFile, decode, readCsv, writeCsv } from '@/lib/csv';
import { download } from '@/lib/download';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import styles from './editor.module.css';

const largest = 20 * 1024 * 1024;

/** Chooses a file and reads it. */
export function ImportFile({ onLoad }: { onLoad: (name: string, file: CsvFile) => void }) {
  const t = useTexts();
  const words = t.catalogue.csv;
  const field = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setProblem(null);
    if (file.size > largest) return setProblem(words.tooLarge);
    try {
      const read = readCsv(decode(new Uint8Array(await file.arrayBuffer())));
      if (read.rows.length === 0) setProblem(words.nothing);
      else onLoad(file.name, read);
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      setProblem(words.unreadable(error.line));
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  const template = () => {
    const isGerman = t.language === 'de';
    const headings = [
      'sku',
      'name',
      'price',
      'category',
      'barcode',
      'tax_class',
      'cost',
      'tracks_stock',
      'is_active',
      'description',
    ];
    download('template.csv', writeCsv([headings], isGerman ? ';' : ','));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the second way; the button is the first
    <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Icon name="upload" size={40} />
      <p>{words.chooseHint}</p>
      <input
        ref={field}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        hidden
        onChange={(event) => {
          void take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Button onClick={() => field.current?.click()}>{words.choose}</Button>
      <span className={styles.hint}>{words.drop}</span>
      <Button variant="subtle" onClick={template}>
        {words.template}
      </Button>
      <div role="alert">{problem ? <p className={styles.findings}>{problem}</p> : null}</div>
    </div>
  );
}
