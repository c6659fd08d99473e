import { Button, Checkbox, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { usePlace } from '@/api/useSession';
import { format, type Money } from '@/lib/money';
import { useTexts } from '@/texts/orders';
import { alert, say } from '@/ui/Announcer';
import { Dialog } from '@/ui/Dialog';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { MoneyInput } from '@/ui/MoneyInput';
import { Problem } from '@/ui/Problem';
import { QuantityInput } from '@/ui/QuantityInput';
import { Choice } from './Choice';
import styles from './detail.module.css';
import { type RefundPart, refundParts, useRefund } from './mutations';
import { type Order, paymentsQuery } from './queries';
import { givenBack, mostRefundable, planRefund, type RefundablePayment, worthOfAll } from './refund';

const Approve = lazy(() => import('./Approve').then((found) => ({ default: found.Approve })));

/** Gives money back, by lines or by amount: first what, then a look at where it goes, then yes. The most there is stands before anything is typed. */
export function RefundDialog({
  order,
  asks,
  onClose,
}: {
  order: Order;
  /** Whether a manager has to approve it. */
  asks: boolean;
  onClose: () => void;
}) {
  const t = useTexts();
  const words = t.orders.refund;
  const { currency } = order.total;
  const { data, error, refetch } = useQuery(paymentsQuery(order.id));
  const refund = useRefund(order);
  const [by, setBy] = useState<'lines' | 'amount'>('lines');
  const [units, setUnits] = useState<ReadonlyMap<string, number>>(new Map());
  const [typed, setTyped] = useState<Money | null>(null);
  const [reason, setReason] = useState<string>(words.reasons[0] ?? '');
  const [restock, setRestock] = useState(true);
  const [parts, setParts] = useState<RefundPart[] | null>(null);
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<{ problem: unknown } | { sentence: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);

  // The second look has the focus on the way back.
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (parts && !isAsking) back.current?.focus();
  }, [parts, isAsking]);

  const payments = data?.data ?? [];
  const most = mostRefundable(payments);
  const lines = order.lines.filter((line) => line.quantity > line.returned_quantity);
  // Lines may cost more than what was paid and is left: then what is left goes back.
  const worth = by === 'lines' ? Math.min(worthOfAll(lines, units), most) : (typed?.amount ?? 0);
  const money = (amount: number) => format({ amount, currency });
  const plan = planRefund(worth, payments);
  const coin = usePlace()?.smallest_coin ?? 1;
  /** Where it goes; of cash also how much that is in coins, where it is not the same. */
  const wayOf = (part: { payment: RefundablePayment; amount: number }) => {
    const given = givenBack(part.payment, part.amount, coin);
    if (part.payment.method !== 'cash') return words.card;
    return given === part.amount ? words.cash : words.inCash(money(given));
  };
  const where = (plan ?? [])
    .map((part) => (plan && plan.length > 1 ? words.goesTo(money(part.amount), wayOf(part)) : wayOf(part)))
    .join(' + ');

  const review = () => {
    setAsked(true);
    if (plan && reason.trim() !== '') setParts(refundParts(plan));
  };
  /** Each part is a request of its own, and needs an approval of its own where one is needed. */
  const give = async (wanted: readonly RefundPart[], approvals: readonly string[] = []) => {
    setAsking(false);
    setBusy(true);
    setFailure(null);
    let done = 0;
    try {
      for (const [index, part] of wanted.entries()) {
        const back = index === 0 && by === 'lines' && restock ? [...units].filter(([, quantity]) => quantity > 0) : [];
        const payment = await refund.mutateAsync({
          part,
          approval: approvals[index],
          reason: reason.trim(),
          restock: back.map(([line_id, quantity]) => ({ line_id, quantity })),
        });
        const last = payment.refunds.at(-1);
        if (last?.status === 'succeeded') done += part.amount;
        else return setFailure({ sentence: last?.status === 'pending' ? words.pending : words.failed });
      }
      say(words.done(money(done)));
      onClose();
    } catch (problem) {
      setFailure(done > 0 ? { sentence: words.some(money(done), money(worth)) } : { problem });
      if (done > 0) alert(words.some(money(done), money(worth)));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      opened
      size="lg"
      title={parts ? words.confirmTitle(money(worth)) : words.title(order.number)}
      busy={busy}
      onClose={onClose}
    >
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!data ? (
        error ? null : (
          <LoadingRows rows={3} height={48} />
        )
      ) : parts && isAsking ? (
        <Suspense fallback={<LoadingRows rows={3} height={48} />}>
          <Approve
            permission="payments:refund"
            place={order.location_id}
            times={parts.length}
            onApproved={(approvals) => void give(parts, approvals)}
            onBack={() => setAsking(false)}
          />
        </Suspense>
      ) : parts ? (
        <div className={styles.form}>
          <p className={styles.plainText}>{words.confirmBody(where)}</p>
          {failure && 'problem' in failure ? <Problem error={failure.problem} own={t.orders.problems} /> : null}
          {failure && 'sentence' in failure ? (
            <p className={styles.warning} role="alert">
              {failure.sentence}
            </p>
          ) : null}
          <Group justify="flex-end">
            <Button
              variant="default"
              ref={back}
              onClick={() => (failure && 'sentence' in failure ? onClose() : setParts(null))}
              disabled={busy}
            >
              {failure && 'sentence' in failure ? t.common.close : t.common.back}
            </Button>
            {failure && 'sentence' in failure ? null : (
              <Button
                color="danger"
                loading={busy}
                leftSection={asks ? <Icon name="lock" size={20} /> : null}
                onClick={() => (asks ? setAsking(true) : void give(parts))}
              >
                {words.yes(money(worth))}
              </Button>
            )}
          </Group>
        </div>
      ) : (
        <div className={styles.form}>
          <p className={styles.plainText}>
            <strong>{words.most(money(most))}</strong>{' '}
            {order.totals.refunded.amount > 0 ? words.already(format(order.totals.refunded)) : null}
          </p>
          <Choice
            label={words.how}
            value={by}
            onChange={setBy}
            options={[
              { value: 'lines', label: words.byLines },
              { value: 'amount', label: words.byAmount },
            ]}
          />
          {by === 'lines' ? (
            <>
              <ul className={styles.plain}>
                {lines.map((line) => {
                  const left = line.quantity - line.returned_quantity;
                  return (
                    <li key={line.id} className={styles.refundLine}>
                      <span>
                        {line.name}
                        <span className={styles.sub}>{words.ofUnits(left)}</span>
                      </span>
                      <QuantityInput
                        label={words.units(line.name)}
                        value={units.get(line.id) ?? 0}
                        max={left}
                        onChange={(quantity) => setUnits(new Map(units).set(line.id, quantity))}
                      />
                    </li>
                  );
                })}
              </ul>
              <Checkbox
                label={words.restock}
                checked={restock}
                onChange={(event) => setRestock(event.currentTarget.checked)}
              />
            </>
          ) : (
            <MoneyInput
              label={words.amount}
              currency={currency}
              value={typed}
              onChange={setTyped}
              error={typed && typed.amount > most ? words.tooMuch(money(most)) : null}
            />
          )}
          <Select
            size="md"
            label={words.reason}
            value={reason}
            onChange={(next) => setReason(next ?? '')}
            data={words.reasons}
          />
          {asked && !plan ? (
            <p className={styles.warning} role="alert">
              {worth > most ? words.tooMuch(money(most)) : words.needAmount}
            </p>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button onClick={review}>{plan ? `${words.review}: ${money(worth)}` : words.review}</Button>
          </Group>
        </div>
      )}
    </Dialog>
  );
}
