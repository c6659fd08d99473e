import { ActionIcon, Button, FileButton, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useIdentity, usualPlace } from '@/api/useSession';
import { CsvError, decode, readCsv } from '@/lib/csv';
import { useTexts } from '@/texts/signup';
import { say } from '@/ui/Announcer';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { type FileFault, type FirstProduct, readFile, readTyped, type Typed } from './products';
import { addProducts, ensureTax } from './requests';
import styles from './SignUp.module.css';
import { StepForm } from './StepForm';

type Way = 'hand' | 'file';
type FromFile = { name: string; products: FirstProduct[]; faults: FileFault[] } | { name: string; problem: string };

const empty: Typed = { name: '', price: '' };

/** The business exists: what does it sell first? A few by hand, a file, or nothing yet. */
export function ProductsStep({ taxRate, onNext }: { taxRate: string; onNext: (products: number) => void }) {
  const t = useTexts();
  const words = t.signup.products;
  const who = useIdentity();
  const place = usualPlace(who);
  const currency = place?.currency ?? 'EUR';
  const { locale } = who.tenant.settings;
  const [way, setWay] = useState<Way>('hand');
  const [rows, setRows] = useState<Typed[]>([empty, empty, empty]);
  const [file, setFile] = useState<FromFile | null>(null);
  const [isChecked, setIsChecked] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [refused, setRefused] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);

  const typed = readTyped(rows, currency, locale);
  const products = way === 'hand' ? typed.products : file && 'products' in file ? file.products : [];
  const set = (at: number, change: Partial<Typed>) =>
    setRows(rows.map((row, i) => (i === at ? { ...row, ...change } : row)));
  const fault = (at: number, field: 'name' | 'price') =>
    isChecked && typed.faults.some((one) => one.at === at && one.field === field)
      ? field === 'name'
        ? words.nameMissing
        : words.priceWrong
      : undefined;

  const read = async (chosen: File | null) => {
    if (!chosen) return;
    try {
      const found = readFile(readCsv(decode(new Uint8Array(await chosen.arrayBuffer()))).rows, currency, locale);
      setFile(found ? { name: chosen.name, ...found } : { name: chosen.name, problem: words.noColumns });
      if (found) say(words.readable(found.products.length));
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      setFile({ name: chosen.name, problem: words.badRow(error.line, words.noColumns) });
    }
  };

  const finish = async () => {
    setIsChecked(true);
    if (busy || (way === 'hand' && typed.faults.length > 0)) return;
    setBusy(true);
    setProblem(null);
    try {
      await ensureTax(taxRate);
      const { refused: left } = await addProducts(products);
      setRefused(left);
      if (left.length > 0) return;
      onNext(products.length);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <StepForm onSend={() => void finish()}>
      <p className={styles.note} role="status">
        {words.made(who.tenant.name)}
      </p>
      <SegmentedControl
        aria-label={words.by}
        value={way}
        onChange={(value) => setWay(value === 'file' ? 'file' : 'hand')}
        data={[
          { value: 'hand', label: words.byHand },
          { value: 'file', label: words.byFile },
        ]}
      />
      {way === 'hand' ? (
        <>
          <ul className={styles.rows}>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a product that is being written has no name yet
              <li key={at} className={styles.row}>
                <TextInput
                  label={`${words.row(at + 1)}: ${words.name}`}
                  maxLength={200}
                  autoComplete="off"
                  value={row.name}
                  error={fault(at, 'name')}
                  onChange={(event) => set(at, { name: event.currentTarget.value })}
                />
                <TextInput
                  label={words.price}
                  aria-label={`${words.row(at + 1)}: ${words.price}`}
                  inputMode="decimal"
                  autoComplete="off"
                  value={row.price}
                  error={fault(at, 'price')}
                  rightSection={<span aria-hidden="true">{currency}</span>}
                  rightSectionWidth={48}
                  classNames={{ input: 'number' }}
                  onChange={(event) => set(at, { price: event.currentTarget.value })}
                />
                <ActionIcon
                  aria-label={words.remove(at + 1)}
                  disabled={rows.length === 1}
                  onClick={() => setRows(rows.filter((_, i) => i !== at))}
                >
                  <Icon name="remove" />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <div>
            <Button
              variant="default"
              leftSection={<Icon name="plus" size={20} />}
              onClick={() => setRows([...rows, empty])}
            >
              {words.add}
            </Button>
          </div>
        </>
      ) : (
        <section className={styles.box} aria-label={words.file}>
          <p className={styles.hint}>{words.fileHint}</p>
          <div>
            <FileButton accept=".csv,text/csv,text/plain" onChange={(chosen) => void read(chosen)}>
              {(props) => (
                <Button {...props} variant="default" leftSection={<Icon name="upload" size={20} />}>
                  {words.chooseFile}
                </Button>
              )}
            </FileButton>
          </div>
          {file ? <FileReport file={file} /> : null}
        </section>
      )}
      {problem ? <Problem error={problem} /> : null}
      {refused.length > 0 ? (
        <div className={styles.box} role="alert">
          <p>{words.partly(refused.length)}</p>
          <ul className={styles.bad}>
            {refused.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" size="lg" loading={busy}>
          {products.length > 0 ? words.finishWith(products.length) : words.skip}
        </Button>
      </div>
    </StepForm>
  );
}

function FileReport({ file }: { file: FromFile }) {
  const words = useTexts().signup.products;
  if ('problem' in file)
    return (
      <p role="alert">
        <strong>{file.name}</strong>: {file.problem}
      </p>
    );
  return (
    <div>
      <p>
        <strong>{file.name}</strong>: {words.readable(file.products.length)}
      </p>
      {file.faults.length > 0 ? (
        <>
          <p>{words.unreadable(file.faults.length)}</p>
          <ul className={styles.bad}>
            {file.faults.map(({ line, field }) => (
              <li key={line}>{words.badRow(line, field === 'name' ? words.nameMissing : words.priceWrong)}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
