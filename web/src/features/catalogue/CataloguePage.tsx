import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Money } from '@/lib/money';
import { useTexts } from '@/texts/catalogue';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem, sentenceOf } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { BulkBar } from './BulkBar';
import { CategoryTree } from './CategoryTree';
import styles from './catalogue.module.css';
import { categoryPaths } from './categories';
import { ExportButton } from './ExportButton';
import { FilterBar } from './FilterBar';
import { useInlineChange } from './mutations';
import { ProductTable } from './ProductTable';
import { categoriesQuery, type Product, productsQuery, taxClassesOf, taxRatesQuery } from './queries';
import { useIsOffline, useMayWrite } from './rights';
import { type Filter, isFiltered } from './search';
import { useAllMatching } from './useAllMatching';
import { useCatalogueLive } from './useCatalogueLive';
import { useSpace } from './useSpace';
import { useStockOf } from './useStockOf';

/** "What do we sell, for how much, where?" */
export function CataloguePage() {
  const t = useTexts();
  const filter = useSearch({ from: '/signed-in/catalogue' });
  const navigate = useNavigate();
  const isOffline = useIsOffline();
  const isAllowed = useMayWrite();
  const mayWrite = isAllowed && !isOffline;
  const list = useInfiniteQuery(productsQuery(filter));
  const categories = useQuery(categoriesQuery).data ?? [];
  const rates = useQuery(taxRatesQuery);
  const [selected, setSelected] = useState<ReadonlyMap<string, Product>>(new Map());
  const [editing, setEditing] = useState<string | null>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<{ id: string; sentence: string } | null>(null);
  const [treeOpened, setTreeOpened] = useState(false);
  const inline = useInlineChange();

  const products = useMemo(() => (list.data?.pages ?? []).flatMap((page) => page.data), [list.data]);
  const shown = useMemo(() => new Set(products.map((product) => product.id)), [products]);
  const live = useCatalogueLive((id) => shown.has(id));
  const paths = useMemo(() => categoryPaths(categories), [categories]);
  const names = useMemo(() => new Map(categories.map((category) => [category.id, category.name])), [categories]);

  const apply = (change: { [name in keyof Filter]: Filter[name] | undefined }, replace = false) => {
    setSelected(new Map());
    setCurrent(null);
    void navigate({
      to: '/catalogue',
      search: (before) => {
        const next = { ...before, ...change };
        return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as Filter;
      },
      replace,
    });
  };
  const select = (product: Product) =>
    setSelected((before) => {
      const next = new Map(before);
      if (!next.delete(product.id)) next.set(product.id, product);
      return next;
    });
  const write = (product: Product, item: { price?: Money; is_active?: boolean }, change: (one: Product) => Product) => {
    setRefusal(null);
    inline.mutate(
      { item: { id: product.id, version: product.version, ...item }, shown: change },
      {
        onError: (error) => {
          const isStale = 'status' in error && error.status === 412;
          const sentence = isStale
            ? t.catalogue.staleRow(product.name)
            : `${product.name}: ${sentenceOf(error, t, t.catalogue.codes)}`;
          setRefusal({ id: product.id, sentence });
        },
      },
    );
  };
  const setPrice = (product: Product, price: Money, next: boolean) => {
    const below = products
      .slice(products.indexOf(product) + 1)
      .find((one) => one.variants.length === 1 && !one.archived_at);
    setEditing(next ? (below?.id ?? null) : null);
    if (price.amount !== product.price.amount)
      write(product, { price }, (one) => ({
        ...one,
        price,
        variants: one.variants.map((variant) => ({ ...variant, price })),
      }));
  };

  const step = (by: number) => {
    const at = products.findIndex((product) => product.id === current);
    setCurrent(products[Math.min(products.length - 1, Math.max(0, at + by))]?.id ?? null);
  };
  const open = () => {
    if (current) void navigate({ to: '/catalogue/$item', params: { item: current } });
  };
  useShortcuts(t.catalogue.title, [
    { keys: 'j', label: t.common.keys.down, run: () => step(1) },
    { keys: 'k', label: t.common.keys.up, run: () => step(-1) },
    { keys: 'e', label: t.common.keys.edit, run: open },
    ...(mayWrite ? [{ keys: 'n', label: t.catalogue.add, run: () => void navigate({ to: '/catalogue/new' }) }] : []),
  ]);
  useSpace(mayWrite && current !== null, () => {
    const product = products.find((one) => one.id === current);
    if (product) select(product);
  });
  const matching = useAllMatching(filter, (all) => setSelected(new Map(all.map((one) => [one.id, one]))));
  const stock = useStockOf(list.data?.pages);
  const { fetchNextPage, isFetchingNextPage, hasNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  const tree = (
    <CategoryTree
      categories={categories}
      chosen={filter.category}
      onChoose={(category) => {
        setTreeOpened(false);
        apply({ category });
      }}
      mayWrite={mayWrite}
    />
  );
  return (
    <Page
      title={t.words.catalogue}
      actions={
        <>
          <ExportButton categories={categories} />
          {mayWrite ? (
            <>
              <Button
                variant="default"
                leftSection={<Icon name="upload" size={20} />}
                renderRoot={(props) => <Link to="/catalogue/import" {...props} />}
              >
                {t.catalogue.importFile}
              </Button>
              <Button
                leftSection={<Icon name="plus" size={20} />}
                renderRoot={(props) => <Link to="/catalogue/new" {...props} />}
              >
                {t.catalogue.add}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      {isOffline ? <p className={styles.notice}>{t.catalogue.offline}</p> : null}
      <div className={styles.layout}>
        <div className={styles.tree}>{tree}</div>
        <div className={styles.list}>
          {selected.size > 0 ? (
            <BulkBar
              rows={[...selected.values()]}
              categories={categories}
              taxClasses={taxClassesOf(rates.data)}
              onClear={() => setSelected(new Map())}
              onAll={matching.read === null && selected.size >= products.length && hasNextPage ? matching.start : null}
            />
          ) : (
            <FilterBar filter={filter} onChange={apply}>
              <Button variant="default" className={styles.treeButton ?? ''} onClick={() => setTreeOpened(true)}>
                {filter.category
                  ? (names.get(filter.category) ?? t.catalogue.manageCategories)
                  : t.catalogue.manageCategories}
              </Button>
            </FilterBar>
          )}
          {matching.error ? <Problem error={matching.error} /> : null}
          <div role="alert">{refusal ? <p className={styles.notice}>{refusal.sentence}</p> : null}</div>
          {list.isPending ? (
            <LoadingRows rows={10} height={48} />
          ) : list.isError && products.length === 0 ? (
            <Problem error={list.error} own={t.catalogue.codes} onRetry={() => void list.refetch()} />
          ) : products.length === 0 ? (
            isFiltered(filter) ? (
              <EmptyState
                icon="search"
                title={t.catalogue.filtered.title}
                action={
                  <Button onClick={() => apply({ q: undefined, category: undefined, state: undefined })}>
                    {t.catalogue.filtered.clear}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                icon="catalogue"
                title={t.catalogue.empty.title}
                body={isAllowed ? t.catalogue.empty.text : t.catalogue.emptyReadOnly.text}
                action={
                  mayWrite ? (
                    <Button renderRoot={(props) => <Link to="/catalogue/new" {...props} />}>{t.catalogue.add}</Button>
                  ) : undefined
                }
              />
            )
          ) : (
            <div className={styles.table}>
              <ProductTable
                products={products}
                categoryOf={(id) => (id === null ? '' : (paths.get(id) ?? ''))}
                mayWrite={mayWrite}
                selected={selected}
                onSelect={select}
                onSelectAll={() =>
                  setSelected(
                    selected.size >= products.length
                      ? new Map()
                      : new Map(products.map((product) => [product.id, product])),
                  )
                }
                editing={editing}
                onEdit={setEditing}
                onPrice={setPrice}
                onState={(product, isActive) =>
                  write(product, { is_active: isActive }, (one) => ({ ...one, is_active: isActive }))
                }
                current={current}
                stock={stock}
                tinted={live.tinted}
                refused={refusal?.id ?? null}
                hasMore={hasNextPage}
                onNearEnd={onNearEnd}
              />
            </div>
          )}
          <div className={styles.foot}>
            {matching.read === null ? null : <span role="status">{t.catalogue.bulk.reading(matching.read)}</span>}
            {products.length > 0 ? <span role="status">{t.catalogue.shown(products.length, hasNextPage)}</span> : null}
            {live.elsewhere.size > 0 ? (
              <Button variant="light" color="info" onClick={live.show}>
                {t.catalogue.changedElsewhere(live.elsewhere.size)}
              </Button>
            ) : null}
            {isAllowed ? null : <span>{t.catalogue.readOnly}</span>}
          </div>
        </div>
      </div>
      <Dialog side="left" opened={treeOpened} onClose={() => setTreeOpened(false)} title={t.catalogue.tree.title}>
        {tree}
      </Dialog>
    </Page>
  );
}
