import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { format } from '@/lib/money';
import { useTexts } from '@/texts/register';
import type { Category } from './catalogue';
import type { Levels } from './levels';
import styles from './Register.module.css';
import type { Product } from './ticket';

const gap = 8;

/** The lowest price of what can be had, and whether there are others. */
function priceOf(product: Product): { amount: number; currency: string; more: boolean } | null {
  const prices = product.variants.map((variant) => variant.price);
  const lowest = prices.reduce<(typeof prices)[number] | null>(
    (best, one) => (best === null || one.amount < best.amount ? one : best),
    null,
  );
  return lowest && { ...lowest, more: prices.some((one) => one.amount !== lowest.amount) };
}

/** Units left of a product that runs low: of its one variant, or of all of them together when each runs low. */
export function leftOfProduct(product: Product, levels: Levels): number | null {
  const left = product.variants.map((variant) => levels.get(variant.id));
  return left.length === 0 || left.some((one) => one === undefined)
    ? null
    : left.reduce<number>((sum, one) => sum + Math.max(0, one ?? 0), 0);
}

/** Tiles at fixed places, only those in sight: a tap adds. One stop for Tab; arrows move between them. */
export function ItemGrid({
  products,
  categories,
  counts,
  levels,
  isSearch,
  onPick,
}: {
  products: readonly Product[];
  categories: readonly Category[];
  /** Units in the ticket by product. */
  counts: ReadonlyMap<string, number>;
  levels: Levels;
  /** These are hits: no tabs. */
  isSearch: boolean;
  onPick: (product: Product) => void;
}) {
  const t = useTexts();
  const scroll = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [category, setCategory] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const tabs = useMemo(() => categories.filter((one) => one.parent_id === null), [categories]);
  const shown = useMemo(() => {
    if (isSearch || category === null) return products;
    const below = new Set([category]);
    for (const one of categories) if (one.parent_id && below.has(one.parent_id)) below.add(one.id);
    return products.filter((product) => product.category_id && below.has(product.category_id));
  }, [products, categories, category, isSearch]);

  useEffect(() => {
    const element = scroll.current;
    if (!element) return;
    const watcher = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const columns = Math.max(2, Math.floor((width + gap) / (160 + gap)));
  const height = width < 480 ? 88 : 112;
  const rows = useVirtualizer({
    count: Math.ceil(shown.length / columns),
    getScrollElement: () => scroll.current,
    estimateSize: () => height + gap,
    overscan: 4,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is what makes it measure anew
  useEffect(() => rows.measure(), [height, rows]);

  const focus = (index: number) => {
    const next = Math.min(shown.length - 1, Math.max(0, index));
    setAt(next);
    rows.scrollToIndex(Math.floor(next / columns));
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-at="${next}"]`)?.focus());
  };
  const move = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    focus(at + by);
  };

  return (
    <section className={styles.items} aria-label={t.register.items}>
      {isSearch || tabs.length === 0 ? null : (
        <div className={styles.tabs} role="tablist" aria-label={t.register.tabs}>
          {[null, ...tabs].map((one) => (
            <button
              key={one?.id ?? ''}
              type="button"
              role="tab"
              aria-selected={category === (one?.id ?? null)}
              className={styles.tab}
              onClick={() => {
                setCategory(one?.id ?? null);
                setAt(0);
                scroll.current?.scrollTo(0, 0);
              }}
            >
              {one?.name ?? t.register.all}
            </button>
          ))}
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the tiles inside, which are buttons */}
      <div ref={scroll} className={styles.scroll} onKeyDown={move}>
        <div style={{ blockSize: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => (
            <div
              key={row.key}
              className={styles.row}
              style={{
                blockSize: height,
                transform: `translateY(${row.start}px)`,
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              }}
            >
              {shown.slice(row.index * columns, (row.index + 1) * columns).map((product, i) => (
                <Tile
                  key={product.id}
                  product={product}
                  at={row.index * columns + i}
                  isStop={row.index * columns + i === at}
                  count={counts.get(product.id) ?? 0}
                  left={leftOfProduct(product, levels)}
                  onPick={onPick}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

function Tile({
  product,
  at,
  isStop,
  count,
  left,
  onPick,
}: {
  product: Product;
  at: number;
  isStop: boolean;
  count: number;
  /** Null: enough, or nobody counts them. */
  left: number | null;
  onPick: (product: Product) => void;
}) {
  const t = useTexts();
  const price = priceOf(product);
  const isOut = !product.variants.some((variant) => variant.is_available);
  const text = price ? (price.more ? t.register.from(format(price)) : format(price)) : '';
  return (
    <button
      type="button"
      className={`${styles.tile} ${isOut ? styles.isOut : ''}`}
      data-at={at}
      tabIndex={isStop ? 0 : -1}
      aria-disabled={isOut}
      onClick={() => {
        if (!isOut) onPick(product);
      }}
    >
      <span className={styles.tileName}>{product.name}</span>
      <span className={styles.tileFoot}>
        <span className="number">{isOut ? t.register.soldOut : text}</span>
        <span className={styles.figures}>
          {count > 0 ? (
            <span className={styles.count}>
              {count}
              <span className="visually-hidden"> {t.register.inTicket}</span>
            </span>
          ) : null}
          {left !== null && !isOut ? (
            <span className={left === 0 ? styles.noneLeft : styles.left}>{t.register.left(left)}</span>
          ) : null}
        </span>
      </span>
    </button>
  );
}
