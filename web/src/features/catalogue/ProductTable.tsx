import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { Money } from '@/lib/money';
import { format } from '@/lib/money';
import { useTexts } from '@/texts/catalogue';
import { type Column, DataTable } from '@/ui/DataTable';
import { Icon } from '@/ui/Icon';
import rowLink from '@/ui/rowLink.module.css';
import { StatusBadge } from '@/ui/StatusBadge';
import styles from './catalogue.module.css';
import { PriceCell } from './PriceCell';
import type { Product } from './queries';
import { onShelf, type Stock } from './stockOf';

/** The products of the list. Prices and states are changed in the row; everything else in the item. */
export function ProductTable({
  products,
  categoryOf,
  mayWrite,
  selected,
  onSelect,
  onSelectAll,
  editing,
  onEdit,
  onPrice,
  onState,
  current,
  stock,
  tinted,
  refused,
  hasMore,
  onNearEnd,
}: {
  products: readonly Product[];
  categoryOf: (id: string | null) => string;
  mayWrite: boolean;
  selected: ReadonlyMap<string, Product>;
  onSelect: (product: Product) => void;
  onSelectAll: () => void;
  editing: string | null;
  onEdit: (id: string | null) => void;
  onPrice: (product: Product, price: Money, next: boolean) => void;
  onState: (product: Product, isActive: boolean) => void;
  current: string | null;
  /** Of the variants at the place one works at; null where one may not see it. */
  stock: ReadonlyMap<string, Stock> | null;
  tinted: ReadonlySet<string>;
  refused: string | null;
  hasMore: boolean;
  onNearEnd: () => void;
}) {
  const t = useTexts();
  const isWide = useMediaQuery('(min-width: 64em)', undefined, { getInitialValueInEffect: false });
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  // Too little room for names beside everything: what is off sale is said below them, and changed in the item.
  const isTiny = useMediaQuery('(max-width: 22.49em)', undefined, { getInitialValueInEffect: false });
  const stateOf = (product: Product) =>
    product.archived_at
      ? t.catalogue.state.archived
      : product.is_active
        ? t.catalogue.state.active
        : t.catalogue.state.inactive;
  const skuOf = (product: Product) =>
    product.variants.length > 1 ? t.catalogue.variants(product.variants.length) : (product.variants[0]?.sku ?? '');

  const select: Column<Product> = {
    key: 'select',
    width: '48px',
    title: (
      <label className={styles.check}>
        <input
          type="checkbox"
          aria-label={t.catalogue.selectShown}
          checked={products.length > 0 && selected.size >= products.length}
          onChange={onSelectAll}
        />
      </label>
    ),
    cell: (product) => (
      <label className={styles.check}>
        <input
          type="checkbox"
          aria-label={t.catalogue.select(product.name)}
          checked={selected.has(product.id)}
          onChange={() => onSelect(product)}
        />
      </label>
    ),
  };
  const name: Column<Product> = {
    key: 'name',
    header: true,
    width: isNarrow ? 'minmax(0, 1fr)' : 'minmax(9rem, 2fr)',
    title: t.catalogue.columns.name,
    cell: (product) => (
      <Link to="/catalogue/$item" params={{ item: product.id }} className={rowLink.name ?? ''} preload={false}>
        <span>{product.name}</span>
        {isNarrow ? (
          <small>
            {[isTiny && !product.is_active ? stateOf(product) : '', skuOf(product), categoryOf(product.category_id)]
              .filter(Boolean)
              .join(' · ')}
          </small>
        ) : null}
      </Link>
    ),
  };
  const price: Column<Product> = {
    key: 'price',
    width: isTiny ? '92px' : isNarrow ? '104px' : '6rem',
    end: true,
    title: t.catalogue.columns.price,
    cell: (product) => {
      const [only] = product.variants;
      const differ = product.variants.some((variant) => variant.price.amount !== product.price.amount);
      if (!mayWrite || product.variants.length !== 1 || !only || product.archived_at)
        return differ ? t.catalogue.from(format(product.price)) : format(product.price);
      return (
        <PriceCell
          name={product.name}
          price={only.price}
          isEditing={editing === product.id}
          onEdit={() => onEdit(product.id)}
          onKeep={(money, next) => onPrice(product, money, next)}
          onLeave={() => onEdit(null)}
        />
      );
    },
  };
  const state: Column<Product> = {
    key: 'state',
    width: isNarrow ? '64px' : '8.5rem',
    title: isNarrow ? <span className="visually-hidden">{t.catalogue.columns.state}</span> : t.catalogue.columns.state,
    cell: (product) => {
      const word = stateOf(product);
      if (!mayWrite || product.archived_at)
        return isNarrow ? (
          <>
            <Icon name={product.is_active ? 'check' : 'minus'} />
            <span className="visually-hidden">{word}</span>
          </>
        ) : (
          <StatusBadge
            tone={product.is_active ? 'success' : 'neutral'}
            icon={product.is_active ? 'check' : 'minus'}
            label={word}
          />
        );
      return (
        <label className={styles.state}>
          <input
            type="checkbox"
            aria-label={t.catalogue.onSaleOf(product.name)}
            checked={product.is_active}
            onChange={(event) => onState(product, event.currentTarget.checked)}
          />
          {isNarrow ? null : <span>{word}</span>}
        </label>
      );
    },
  };
  const sku: Column<Product> = { key: 'sku', width: '7rem', title: t.catalogue.columns.sku, cell: skuOf };
  const category: Column<Product> = {
    key: 'category',
    width: 'minmax(6rem, 1fr)',
    title: t.catalogue.columns.category,
    cell: (product) => categoryOf(product.category_id),
  };
  const tax: Column<Product> = {
    key: 'tax',
    width: '6.5rem',
    title: t.catalogue.columns.tax,
    cell: (product) => product.tax_class,
  };
  const onHand: Column<Product> = {
    key: 'stock',
    width: '6rem',
    end: true,
    title: t.catalogue.columns.stock,
    cell: (product) => {
      const shelf = onShelf(product, stock ?? new Map());
      if (!shelf) return t.catalogue.untracked;
      if (stock?.size === 0) return null;
      return shelf.level === 'enough' ? (
        shelf.available
      ) : (
        <span className={styles[shelf.level]}>
          {shelf.available} {t.catalogue.level[shelf.level]}
        </span>
      );
    },
  };
  const columns = isNarrow
    ? [name, price, ...(isTiny ? [] : [state])]
    : isWide
      ? [name, sku, category, price, tax, ...(stock ? [onHand] : []), state]
      : [name, category, price, state];
  return (
    <DataTable
      label={t.catalogue.title}
      columns={mayWrite ? [select, ...columns] : columns}
      rows={products}
      id={(product) => product.id}
      isSelected={(product) => selected.has(product.id)}
      rowClass={(product) =>
        [
          tinted.has(product.id) ? 'just-changed' : '',
          refused === product.id ? styles.refused : '',
          product.archived_at ? styles.archived : '',
        ]
          .filter(Boolean)
          .join(' ')
      }
      current={current}
      hasMore={hasMore}
      onNearEnd={onNearEnd}
      height="100%"
      {...(isNarrow ? { rowHeight: 64 } : {})}
    />
  );
}
