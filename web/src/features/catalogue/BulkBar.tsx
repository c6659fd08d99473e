import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import { toast } from '@/ui/Toast';
import { BulkDialog } from './BulkDialog';
import { type Change, itemsFor, undoFor } from './bulkChanges';
import styles from './catalogue.module.css';
import type { Category, Product } from './queries';
import { useBulk } from './useBulk';

export type BulkKind = Change['kind'];

/** What can be done with the selection; stands where the filters stood, in the same height. */
export function BulkBar({
  rows,
  categories,
  taxClasses,
  onClear,
  onAll,
}: {
  rows: readonly Product[];
  categories: readonly Category[];
  taxClasses: readonly string[];
  onClear: () => void;
  /** Selects all that match the filter, shown or not; null when that is so already. */
  onAll: (() => void) | null;
}) {
  const t = useTexts();
  const [asked, setAsked] = useState<BulkKind | null>(null);
  const bulk = useBulk();
  const undo = useBulk();

  const apply = async (change: Change) => {
    const back = undoFor(rows, change);
    setAsked(change.kind);
    const summary = await bulk.start(itemsFor(rows, change));
    const refused = new Set(summary.refused.map((one) => one.item.id));
    const items = back.filter((item) => !refused.has(item.id));
    const changed = summary.updated + summary.unchanged;
    if (summary.refused.length === 0 && summary.notSent.length === 0) {
      setAsked(null);
      bulk.clear();
      onClear();
    }
    toast(
      t.catalogue.bulk.changed(changed, summary.refused.length + summary.notSent.length),
      items.length === 0
        ? null
        : () =>
            void undo.start(items).then((undone) => toast(t.catalogue.bulk.undone(undone.updated + undone.unchanged))),
    );
  };
  const close = () => {
    setAsked(null);
    bulk.clear();
  };

  return (
    <>
      <fieldset className={`${styles.bar} ${styles.bulk}`}>
        <legend className="visually-hidden">{t.catalogue.bulk.selected(rows.length)}</legend>
        <strong className={styles.count} role="status">
          {t.catalogue.bulk.selected(rows.length)}
        </strong>
        {onAll ? (
          <Button variant="light" color="info" onClick={onAll}>
            {t.catalogue.bulk.all}
          </Button>
        ) : null}
        <Button variant="default" onClick={() => void apply({ kind: 'active', isActive: true })}>
          {t.catalogue.bulk.sell}
        </Button>
        <Button variant="default" onClick={() => void apply({ kind: 'active', isActive: false })}>
          {t.catalogue.bulk.stop}
        </Button>
        <Button variant="default" onClick={() => setAsked('category')}>
          {t.catalogue.bulk.category}
        </Button>
        <Button variant="default" onClick={() => setAsked('tax')}>
          {t.catalogue.bulk.tax}
        </Button>
        <Button variant="default" onClick={() => setAsked('price')}>
          {t.catalogue.bulk.price}
        </Button>
        <Button variant="default" onClick={() => void apply({ kind: 'archive' })}>
          {t.catalogue.bulk.archive}
        </Button>
        <Button variant="subtle" leftSection={<Icon name="close" size={20} />} onClick={onClear}>
          {t.catalogue.bulk.clear}
        </Button>
      </fieldset>
      {asked ? (
        <BulkDialog
          kind={asked}
          count={rows.length}
          categories={categories}
          taxClasses={taxClasses}
          run={bulk.run}
          onApply={(change) => void apply(change)}
          onStop={bulk.stop}
          onClose={close}
        />
      ) : null}
    </>
  );
}
