import { useMemo, useState } from 'react';
import { useTexts } from '@/texts/register';
import { say } from '@/ui/Announcer';
import type { Snapshot } from './catalogue';
import type { Open } from './RegisterDialogs';
import { readSearch } from './SearchField';
import { findCode, type Product, priceTicket, searchProducts, type Variant, withItem } from './ticket';
import { setTicket, till } from './till';

/** How items come into the ticket: by a tap, by what is typed, by what is scanned. */
export function useAdding({
  snapshot,
  keys,
  today,
  money,
  onOpen,
  onNotice,
}: {
  snapshot: Snapshot;
  keys: readonly string[];
  today: string;
  money: (amount: number) => string;
  onOpen: (open: Open) => void;
  onNotice: (text: string) => void;
}) {
  const t = useTexts();
  const { place, products, rules } = snapshot;
  const [typed, setTyped] = useState('');
  const search = readSearch(typed);
  const hits = useMemo(
    () => (search.words.trim() === '' ? null : searchProducts(products, keys, search.words)),
    [products, keys, search.words],
  );

  /** Onto the ticket, whatever else is open: what somebody is entering in a dialog stays there. */
  const take = (product: Product, variant: Variant, quantity: number) => {
    onNotice('');
    setTicket((now) => withItem(now, product, variant, quantity));
    const after = till.get().ticket;
    const line = after.lines.find((one) => one.variant === variant.id);
    const sum = priceTicket(after, place, rules, today);
    if (line && !('noRateFor' in sum))
      say(t.register.added(line.name, line.quantity, money(line.unitPrice * line.quantity), money(sum.totals.gross)));
  };
  const add = (product: Product, variant: Variant, quantity: number) => {
    take(product, variant, quantity);
    onOpen(null);
  };
  const pick = (product: Product, quantity = search.quantity) => {
    const [only, ...others] = product.variants;
    setTyped('');
    if (only && others.length === 0) {
      if (only.is_available) add(product, only, quantity);
    } else onOpen({ is: 'variant', product, quantity });
  };
  const enter = () => {
    const words = search.words.trim();
    const exact = findCode(products, words);
    const first = exact?.product ?? hits?.[0];
    // A few digits that are no item's code say how many of what comes next.
    if (/^[1-9]\d{0,2}$/.test(words) && search.quantity === 1 && !exact) setTyped(`${words}*`);
    else if (first) pick(first);
    else if (words !== '') onNotice(t.register.codeUnknown(words));
  };
  return { typed, setTyped, hits, take, add, pick, enter };
}
