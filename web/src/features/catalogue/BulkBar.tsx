import { ActionIcon, Button, Menu } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import { toast } from '@/ui/Toast';
import { BulkDialog } from './BulkDialog';
import { type Change, itemsFor, undoFor } from './bulkChanges';
import styles from './catalogue.module.css';
import type { Category, Product } from './queries';
import { useBulk } from './useBulk';

export type BulkKind = Change['kind'];

/** What can be done with the selection; stands where the filters stood, in the same height. What has no room beside the rest is in the menu. */
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
  const more = useRef<HTMLButtonElement>(null);

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
  const sell = () => void apply({ kind: 'active', isActive: true });
  const stop = () => void apply({ kind: 'active', isActive: false });
  // The row of the menu is gone when the dialog closes: where it was opened from is the button.
  const ask = (kind: BulkKind) => () => {
    more.current?.focus();
    setAsked(kind);
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
          <Button variant="light" color="info" className={styles.roomy ?? ''} onClick={onAll}>
            {t.catalogue.bulk.all}
          </Button>
        ) : null}
        <Button variant="default" className={styles.fitting ?? ''} onClick={sell}>
          {t.catalogue.bulk.sell}
        </Button>
        <Button variant="default" className={styles.fitting ?? ''} onClick={stop}>
          {t.catalogue.bulk.stop}
        </Button>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <Button ref={more} variant="default">
              {t.common.more}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {onAll ? (
              <Menu.Item className={styles.crowded ?? ''} onClick={onAll}>
                {t.catalogue.bulk.all}
              </Menu.Item>
            ) : null}
            <Menu.Item className={styles.narrow ?? ''} onClick={sell}>
              {t.catalogue.bulk.sell}
            </Menu.Item>
            <Menu.Item className={styles.narrow ?? ''} onClick={stop}>
              {t.catalogue.bulk.stop}
            </Menu.Item>
            <Menu.Item onClick={ask('category')}>{t.catalogue.bulk.category}</Menu.Item>
            <Menu.Item onClick={ask('tax')}>{t.catalogue.bulk.tax}</Menu.Item>
            <Menu.Item onClick={ask('price')}>{t.catalogue.bulk.price}</Menu.Item>
            <Menu.Item onClick={() => void apply({ kind: 'archive' })}>{t.catalogue.bulk.archive}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <ActionIcon variant="subtle" size={48} aria-label={t.catalogue.bulk.clear} onClick={onClear}>
          <Icon name="close" />
        </ActionIcon>
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
