import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { format, type Money } from '@/lib/money';
import { useTexts } from '@/texts/register';
import { MoneyInput } from '@/ui/MoneyInput';
import { QuantityInput } from '@/ui/QuantityInput';
import type { Discount } from './pricing';
import styles from './Register.module.css';
import type { Product, TicketLine, Variant } from './ticket';

export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useTexts();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      lockScroll={false}
      centered
      transitionProps={{ duration: 120, transition: 'fade' }}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Mantine's header: outside the page's sections that would be a second banner. */}
        <div className={styles.dialogHead}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={t.common.close} size={48} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Which of several: the size, the colour. What is sold out stays visible. */
export function VariantDialog({
  product,
  onPick,
  onClose,
}: {
  product: Product;
  onPick: (variant: Variant) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  return (
    <Dialog title={t.register.chooseVariant(product.name)} onClose={onClose}>
      <div className={styles.options}>
        {product.variants.map((variant) => (
          <button
            key={variant.id}
            type="button"
            className={styles.option}
            disabled={!variant.is_available}
            onClick={() => onPick(variant)}
          >
            <div>{variant.option_values.join(' / ') || product.name}</div>
            <div className="number">{variant.is_available ? format(variant.price) : t.register.soldOut}</div>
          </button>
        ))}
      </div>
    </Dialog>
  );
}

/** A line in place: how many, what to know, what off. */
export function LineDialog({
  line,
  mayDiscount,
  onApply,
  onDiscount,
  onRemove,
  onClose,
}: {
  line: TicketLine;
  mayDiscount: boolean;
  onApply: (change: { quantity: number; note: string }) => void;
  onDiscount: () => void;
  onRemove: () => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const [quantity, setQuantity] = useState(line.quantity);
  const [note, setNote] = useState(line.note);
  return (
    <Dialog title={line.name} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onApply({ quantity, note: note.trim() });
        }}
      >
        <Stack>
          <QuantityInput label={t.register.quantity} value={quantity} onChange={setQuantity} min={1} max={100_000} />
          <TextInput
            label={t.register.lineNote}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="space-between">
            <Button variant="default" onClick={onRemove}>
              {t.register.remove}
            </Button>
            <Button variant="default" disabled={!mayDiscount} onClick={onDiscount}>
              {t.register.actions.discount}
            </Button>
            <Button type="submit">{t.register.apply}</Button>
          </Group>
          {mayDiscount ? null : <span className={styles.small}>{t.register.noDiscountRight}</span>}
        </Stack>
      </form>
    </Dialog>
  );
}

/** A discount by hand: a share or an amount, and always a reason. */
export function DiscountDialog({
  title,
  currency,
  before,
  onApply,
  onClose,
}: {
  title: string;
  currency: string;
  before: Discount | undefined;
  onApply: (discount: Discount | null) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const [kind, setKind] = useState<'percent' | 'amount'>(before?.amount_off ? 'amount' : 'percent');
  const [percent, setPercent] = useState(
    before?.percent_off ? String(Math.round(Number(before.percent_off) * 10_000) / 100) : '',
  );
  const [amount, setAmount] = useState<Money | null>(before?.amount_off ?? null);
  const [reason, setReason] = useState(before?.reason ?? '');
  const [isTried, setTried] = useState(false);
  const share = /^\d{1,3}([.,]\d{1,2})?$/.test(percent.trim()) ? Number(percent.trim().replace(',', '.')) : null;
  const percentIsFine = share !== null && share > 0 && share <= 100;
  const amountIsFine = amount !== null && amount.amount > 0;
  const apply = () => {
    setTried(true);
    if (reason.trim() === '' || !(kind === 'percent' ? percentIsFine : amountIsFine)) return;
    if (kind === 'percent' && share !== null)
      onApply({ reason: reason.trim(), percent_off: String(Number((share / 100).toFixed(6))), priority: 0 });
    if (kind === 'amount' && amount !== null) onApply({ reason: reason.trim(), amount_off: amount, priority: 0 });
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Stack>
          <fieldset className={styles.options} aria-label={t.register.actions.discount}>
            {(['percent', 'amount'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className={styles.option}
                aria-pressed={kind === one}
                onClick={() => setKind(one)}
              >
                {t.register[one]}
              </button>
            ))}
          </fieldset>
          {kind === 'percent' ? (
            <TextInput
              label={t.register.percentLabel}
              inputMode="decimal"
              autoComplete="off"
              value={percent}
              error={isTried && !percentIsFine ? t.register.percentInvalid : null}
              onChange={(event) => setPercent(event.currentTarget.value)}
              data-autofocus
            />
          ) : (
            <MoneyInput
              label={t.register.amountLabel}
              currency={currency}
              value={amount}
              onChange={setAmount}
              required
            />
          )}
          <TextInput
            label={t.register.reason}
            value={reason}
            maxLength={200}
            error={isTried && reason.trim() === '' ? t.register.reasonMissing : null}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <div className={styles.options}>
            {t.register.reasons.map((one) => (
              <button
                key={one}
                type="button"
                className={styles.option}
                aria-pressed={reason === one}
                onClick={() => setReason(one)}
              >
                {one}
              </button>
            ))}
          </div>
          <Group justify="space-between">
            {before ? (
              <Button variant="default" onClick={() => onApply(null)}>
                {t.register.removeDiscount}
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit">{t.register.apply}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

export function NoteDialog({
  title,
  label,
  value,
  confirm,
  onApply,
  onClose,
}: {
  title: string;
  label: string;
  value: string;
  confirm: string;
  onApply: (note: string) => void;
  onClose: () => void;
}) {
  const [note, setNote] = useState(value);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onApply(note.trim());
        }}
      >
        <Stack>
          <Textarea
            label={label}
            value={note}
            maxLength={2000}
            autosize={false}
            rows={3}
            onChange={(event) => setNote(event.currentTarget.value)}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button type="submit">{confirm}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
