import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { usePlace } from '@/api/useSession';
import { useTexts } from '@/texts/catalogue';
import { MoneyInput } from '@/ui/MoneyInput';
import { choices } from './categories';
import styles from './editor.module.css';
import { OptionsForm } from './OptionsForm';
import type { Draft, Problem } from './plan';
import { categoriesQuery, type Product, taxClassesOf, taxRatesQuery } from './queries';
import { VariantsTable } from './VariantsTable';
import type { MatrixProblem } from './variantMatrix';

/** The item itself. A simple one has its price here; one with options in the table of its variants. */
export function ProductForm({
  draft,
  onChange,
  mayWrite,
  showsCost,
  findings,
  theirs,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  mayWrite: boolean;
  showsCost: boolean;
  findings: readonly (Problem | MatrixProblem)[];
  /** What the server has, shown below a field that differs from it while somebody else's change is there. */
  theirs: Product | null;
}) {
  const t = useTexts();
  const words = t.catalogue.editor;
  const categories = useQuery(categoriesQuery).data ?? [];
  const rates = useQuery(taxRatesQuery).data;
  const usual = usePlace()?.currency ?? 'EUR';
  const currency = draft.variants.find((variant) => variant.price !== null)?.price?.currency ?? usual;
  const [only] = draft.variants;
  const isSimple = draft.options.length === 0 && draft.variants.length === 1;
  const set = (change: Partial<Draft>) => onChange({ ...draft, ...change });
  const setOnly = (change: Partial<Draft['variants'][number]>) =>
    set({ variants: draft.variants.map((variant, at) => (at === 0 ? { ...variant, ...change } : variant)) });
  const error = (finding: Problem) => (findings.includes(finding) ? t.catalogue.problems[finding] : null);

  return (
    <>
      <section className={styles.card} aria-labelledby="basics">
        <h2 id="basics">{words.basics}</h2>
        <div className={styles.grid}>
          <TextInput
            className={styles.wide ?? ''}
            label={words.name}
            value={draft.name}
            maxLength={200}
            required
            withAsterisk={false}
            readOnly={!mayWrite}
            onChange={(event) => set({ name: event.currentTarget.value })}
            error={error('name_missing')}
            description={theirs && theirs.name !== draft.name ? words.now(theirs.name) : null}
          />
          {isSimple && only ? (
            <>
              <MoneyInput
                label={words.price}
                currency={currency}
                value={only.price}
                onChange={(price) => setOnly({ price })}
                disabled={!mayWrite}
                error={error('price_missing')}
              />
              {showsCost ? (
                <MoneyInput
                  label={words.cost}
                  currency={currency}
                  value={only.cost}
                  onChange={(cost) => setOnly({ cost })}
                  disabled={!mayWrite}
                />
              ) : null}
              <TextInput
                label={words.sku}
                value={only.sku}
                maxLength={64}
                readOnly={!mayWrite}
                onChange={(event) => setOnly({ sku: event.currentTarget.value })}
              />
              <TextInput
                label={words.barcode}
                value={only.barcode}
                maxLength={64}
                inputMode="numeric"
                readOnly={!mayWrite}
                onChange={(event) => setOnly({ barcode: event.currentTarget.value })}
              />
            </>
          ) : null}
          <Select
            label={words.category}
            data={[{ value: '', label: t.catalogue.noCategory }, ...choices(categories)]}
            value={draft.categoryId ?? ''}
            onChange={(next) => set({ categoryId: next || null })}
            searchable
            disabled={!mayWrite}
          />
          <Select
            label={words.tax}
            data={taxClassesOf(rates, draft.taxClass)}
            value={draft.taxClass}
            onChange={(next) => next && set({ taxClass: next })}
            disabled={!mayWrite}
          />
          <Textarea
            className={styles.wide ?? ''}
            label={words.description}
            value={draft.description}
            maxLength={5000}
            autosize={false}
            rows={3}
            readOnly={!mayWrite}
            onChange={(event) => set({ description: event.currentTarget.value })}
          />
          <TextInput
            className={styles.wide ?? ''}
            label={words.image}
            description={words.imageHint}
            type="url"
            value={draft.imageUrl}
            maxLength={2000}
            readOnly={!mayWrite}
            onChange={(event) => set({ imageUrl: event.currentTarget.value })}
            error={error('image_not_https')}
          />
          <Switch
            label={words.onSale}
            checked={draft.isActive}
            disabled={!mayWrite}
            onChange={(event) => set({ isActive: event.currentTarget.checked })}
          />
          <Switch
            label={words.tracksStock}
            checked={draft.tracksStock}
            disabled={!mayWrite}
            onChange={(event) => set({ tracksStock: event.currentTarget.checked })}
          />
        </div>
      </section>
      <section className={styles.card} aria-labelledby="variants">
        <h2 id="variants">{words.options}</h2>
        <OptionsForm draft={draft} onChange={onChange} mayWrite={mayWrite} />
        {isSimple ? null : (
          <VariantsTable
            draft={draft}
            onChange={onChange}
            mayWrite={mayWrite}
            showsCost={showsCost}
            currency={currency}
          />
        )}
      </section>
    </>
  );
}
