import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useCan, useIdentity } from '@/api/useSession';
import { holdUpdate } from '@/lib/holds';
import { format } from '@/lib/money';
import { localDay } from '@/lib/time';
import { useTexts } from '@/texts/useTexts';
import { alert, say } from '@/ui/Announcer';
import { EmptyState } from '@/ui/EmptyState';
import { ActionBar } from './ActionBar';
import type { Snapshot } from './catalogue';
import { PriceChanged, saveDraft } from './checkout';
import { DonePane } from './DonePane';
import { holdHere } from './heldHere';
import { ItemGrid } from './ItemGrid';
import { useLevels } from './levels';
import { wayOf } from './link';
import { isUnsent } from './outbox';
import { PayPane } from './PayPane';
import { registerKeys } from './queries';
import { Receipt } from './Receipt';
import styles from './Register.module.css';
import { type Open, RegisterDialogs } from './RegisterDialogs';
import { RegisterNotice } from './RegisterNotice';
import { printReceipt, type ReceiptDocument } from './receipt';
import { readSearch, SearchField } from './SearchField';
import { StickyBar } from './StickyBar';
import { sales } from './sales';
import { TicketPane } from './TicketPane';
import {
  coinOf,
  findCode,
  type Product,
  priceTicket,
  searchProducts,
  type Variant,
  withItem,
  withLine,
} from './ticket';
import { finish, setStep, setTicket, startTicket, till } from './till';
import { usePayment } from './usePayment';
import { useRegisterKeys } from './useRegisterKeys';
import { useScanner } from './useScanner';

/** What do they want, and how do they pay? */
export function Register({ snapshot, keys }: { snapshot: Snapshot; keys: string[] }) {
  const t = useTexts();
  const who = useIdentity();
  const can = useCan();
  const { place, products, categories, rules } = snapshot;
  const { ticket, step, done, problem: isUnkept } = useSyncExternalStore(till.subscribe, till.get);
  const { is: reachIs } = useSyncExternalStore(reach.subscribe, reach.get);
  const made = useSyncExternalStore(sales.subscribe, sales.get);
  const levels = useLevels(place.id);
  const queries = useQueryClient();
  const router = useRouter();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const [isSheet, setSheet] = useState(false);
  const [notice, setNotice] = useState('');
  const [scanned, setScanned] = useState<{ product: Product; variant: Variant } | null>(null);
  const [paper, setPaper] = useState<{ of: ReceiptDocument; isSent: boolean } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isOffline = reachIs === 'offline';
  const mayDiscount = can('orders:discount', place.id);
  const money = (amount: number) => format({ amount, currency: place.currency });
  const today = localDay(Date.now(), place.time_zone);
  const priced = useMemo(() => priceTicket(ticket, place, rules, today), [ticket, place, rules, today]);
  const total = 'noRateFor' in priced ? 0 : priced.totals.gross;
  const due = Math.max(0, total - (ticket.order?.paid ?? 0));
  const search = readSearch(typed);
  const hits = useMemo(
    () => (search.words.trim() === '' ? null : searchProducts(products, keys, search.words)),
    [products, keys, search.words],
  );
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    if (step !== 'done')
      for (const line of ticket.lines) found.set(line.product, (found.get(line.product) ?? 0) + line.quantity);
    return found;
  }, [ticket, step]);

  const focusSearch = useCallback(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  useEffect(() => {
    if (step !== 'pay') focusSearch();
  }, [step, focusSearch]);

  const add = (product: Product, variant: Variant, quantity: number) => {
    setNotice('');
    setTicket((now) => withItem(now, product, variant, quantity));
    const after = till.get().ticket;
    const line = after.lines.find((one) => one.variant === variant.id);
    const sum = priceTicket(after, place, rules, today);
    if (line && !('noRateFor' in sum))
      say(t.register.added(line.name, line.quantity, money(line.unitPrice * line.quantity), money(sum.totals.gross)));
    setOpen(null);
  };
  const pick = (product: Product, quantity = search.quantity) => {
    const [only, ...others] = product.variants;
    setTyped('');
    if (only && others.length === 0) {
      if (only.is_available) add(product, only, quantity);
    } else setOpen({ is: 'variant', product, quantity });
  };

  useScanner((code) => {
    setTyped('');
    const way = wayOf(code, location.origin);
    const found = findCode(products, code);
    if (way && step !== 'pay') void router.navigate({ href: way });
    else if (!found) {
      setNotice(t.register.codeUnknown(code));
      alert(t.register.codeUnknown(code));
    } else if (step === 'pay') setScanned({ ...found });
    else if (found.variant.is_available) add(found.product, found.variant, 1);
    else setNotice(t.register.isSoldOut(found.product.name));
  });

  const finishWith = (document: ReceiptDocument) => {
    finish(document);
    setPaper({ of: document, isSent: document.saleId === null });
    say(t.register.sold(money(document.total), money(document.change)));
  };

  const payment = usePayment({ who, place, ticket, priced, total, money, onPaid: finishWith });
  const { card, problem, isBusy, attempt } = payment;

  const pay = () => {
    if (step !== 'sell' || open !== null || ticket.lines.length === 0 || 'noRateFor' in priced) return;
    payment.forget();
    setNotice('');
    payment.begin();
    setSheet(false);
    setStep('pay');
  };
  const back = () => {
    if (isBusy) return;
    setScanned(null);
    payment.forget();
    setStep('sell');
  };
  const hold = (name: string) =>
    void attempt(async () => {
      const named = { ...ticket, note: name };
      if (isOffline) {
        await holdHere(who.tenant.id, place.id, { ticket: named, name, at: new Date().toISOString(), total });
      } else await saveDraft(named, place, null);
      startTicket();
      setOpen(null);
      void queries.invalidateQueries({ queryKey: registerKeys.all });
      setNotice(isOffline ? t.register.heldHere : t.register.held);
      say(isOffline ? t.register.heldHere : t.register.held);
    });

  const reprint = (of: ReceiptDocument, isSent: boolean) => {
    setPaper({ of, isSent });
    requestAnimationFrame(() => requestAnimationFrame(() => void printReceipt()));
  };

  const isEmpty = ticket.lines.length === 0 || step === 'done';
  // A newer version of the app waits for the end of a sale.
  useEffect(() => {
    holdUpdate('ticket', !isEmpty);
    return () => holdUpdate('ticket', false);
  }, [isEmpty]);
  useRegisterKeys({
    step,
    open,
    last: ticket.lines.at(-1),
    isEmpty,
    mayDiscount,
    onOpen: setOpen,
    onSearch: () => field.current?.focus(),
    onPay: pay,
    onBack: back,
  });
  const enter = () => {
    const words = search.words.trim();
    const exact = findCode(products, words);
    const first = exact?.product ?? hits?.[0];
    // A few digits that are no item's code say how many of what comes next.
    if (/^[1-9]\d{0,2}$/.test(words) && search.quantity === 1 && !exact) setTyped(`${words}*`);
    else if (first) pick(first);
    else if (words !== '') setNotice(t.register.codeUnknown(words));
  };

  const doneSale = done?.saleId ? made.find((sale) => sale.id === done.saleId) : null;
  const isSent = doneSale ? !isUnsent(doneSale) : done?.saleId === null;

  return (
    <>
      <div className={styles.register} data-sheet={step === 'done' ? 'done' : isSheet ? 'ticket' : undefined}>
        <h1 className="visually-hidden">{t.register.title}</h1>
        {step === 'pay' ? (
          <PayPane
            due={due}
            currency={place.currency}
            coin={coinOf(place)}
            taken={ticket.taken}
            card={card}
            isOffline={isOffline}
            isFromServer={ticket.order !== null}
            problem={problem instanceof PriceChanged ? null : problem}
            notice={
              problem instanceof PriceChanged
                ? {
                    text: t.register.priceChanged(money(problem.told), money(problem.now)),
                    action: t.register.takeNewPrices,
                    run: payment.takeNewPrices,
                  }
                : scanned
                  ? {
                      text: t.register.codeOnPay(scanned.product.name),
                      action: t.register.backToTicket,
                      run: () => {
                        back();
                        add(scanned.product, scanned.variant, 1);
                      },
                    }
                  : null
            }
            scanned={scanned}
            isBusy={isBusy}
            onCash={payment.cash}
            onCard={payment.charge}
            onBack={back}
          />
        ) : (
          <>
            <SearchField field={field} typed={typed} onType={setTyped} onEnter={enter} />
            {products.length === 0 ? (
              <section className={styles.items}>
                <EmptyState icon="catalogue" title={t.register.emptyTitle} body={t.register.emptyBody} />
              </section>
            ) : hits?.length === 0 ? (
              <section className={styles.items}>
                <p className={styles.empty}>{t.register.noResults}</p>
              </section>
            ) : (
              <ItemGrid
                products={hits ?? products}
                categories={categories}
                counts={counts}
                levels={levels}
                isSearch={hits !== null}
                onPick={pick}
              />
            )}
            <ActionBar
              ticket={ticket}
              placeId={place.id}
              isEmpty={isEmpty}
              isOffline={isOffline}
              mayDiscount={mayDiscount}
              isRestaurant={who.tenant.industry === 'restaurant'}
              made={made}
              onOpen={(is) => setOpen({ is })}
            />
            <StickyBar
              units={ticket.lines.reduce((sum, line) => sum + line.quantity, 0)}
              total={money(total)}
              cannotPay={isEmpty || 'noRateFor' in priced}
              onTicket={() => setSheet(true)}
              onPay={pay}
            />
          </>
        )}
        {step === 'done' && done ? (
          <div className={styles.side}>
            <DonePane done={done} isSent={isSent} onNew={() => startTicket()} />
          </div>
        ) : (
          <TicketPane
            ticket={ticket}
            priced={priced}
            place={place}
            products={products}
            levels={levels}
            onLine={(line) => setOpen({ is: 'line', line })}
            onAccept={(line, price) => setTicket((now) => withLine(now, line.key, { unitPrice: price }))}
            onWhy={() => setOpen({ is: 'why' })}
            onPay={pay}
            onClose={() => setSheet(false)}
            isPaying={step === 'pay'}
          />
        )}
      </div>
      <RegisterNotice
        text={isUnkept ? t.register.kept : notice}
        problem={step === 'pay' || problem instanceof PriceChanged ? null : problem}
        onClose={() => {
          setNotice('');
          payment.forget();
        }}
      />
      {paper ? <Receipt of={paper.of} isSent={paper.of === done ? isSent : paper.isSent} /> : null}
      <RegisterDialogs
        open={open}
        onOpen={setOpen}
        ticket={ticket}
        priced={priced}
        place={place}
        mayDiscount={mayDiscount}
        isEmpty={isEmpty}
        onAdd={add}
        onHold={hold}
        onReprint={reprint}
      />
    </>
  );
}
