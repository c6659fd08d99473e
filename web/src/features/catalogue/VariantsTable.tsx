import { Switch, TextInput } from '@mantine/core';
import { useTexts } from '@/texts/catalogue';
import { MoneyInput } from '@/ui/MoneyInput';
import styles from './editor.module.css';
import { type Draft, type DraftVariant, withActive } from './plan';

/** One card for each variant: what it is called, what it costs, how it is found. */
export function VariantsTable({
  draft,
  onChange,
  mayWrite,
  showsCost,
  currency,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  mayWrite: boolean;
  showsCost: boolean;
  currency: string;
}) {
  const t = useTexts();
  const words = t.catalogue.editor;
  const set = (index: number, change: Partial<DraftVariant>) =>
    onChange({
      ...draft,
      variants: draft.variants.map((variant, at) => (at === index ? { ...variant, ...change } : variant)),
    });
  return (
    <ul className={styles.variants}>
      {draft.variants.map((variant, index) => {
        const name = variant.values.join(' / ');
        return (
          <li key={variant.id ?? name} className={variant.isActive ? '' : styles.past}>
            <fieldset>
              <legend>
                {name}
                {variant.id === null ? <small> {words.newVariant}</small> : null}
              </legend>
              <MoneyInput
                label={words.price}
                currency={currency}
                value={variant.price}
                onChange={(price) => set(index, { price })}
                disabled={!mayWrite}
              />
              {showsCost ? (
                <MoneyInput
                  label={words.cost}
                  currency={currency}
                  value={variant.cost}
                  onChange={(cost) => set(index, { cost })}
                  disabled={!mayWrite}
                />
              ) : null}
              <TextInput
                label={words.sku}
                value={variant.sku}
                maxLength={64}
                readOnly={!mayWrite}
                onChange={(event) => set(index, { sku: event.currentTarget.value })}
              />
              <TextInput
                label={words.barcode}
                value={variant.barcode}
                maxLength={64}
                inputMode="numeric"
                readOnly={!mayWrite}
                onChange={(event) => set(index, { barcode: event.currentTarget.value })}
              />
              <Switch
                label={words.sold}
                checked={variant.isActive}
                disabled={!mayWrite}
                onChange={(event) => onChange(withActive(draft, index, event.currentTarget.checked))}
              />
            </fieldset>
          </li>
        );
      })}
    </ul>
  );
}
