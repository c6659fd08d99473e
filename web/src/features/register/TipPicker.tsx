import { format } from '@/lib/money';
import { formatPercent } from '@/lib/percent';
import { useTexts } from '@/texts/register';
import { MoneyInput } from '@/ui/MoneyInput';
import styles from './Register.module.css';
import { noTip, type TipChoice, tipOf } from './tips';

/** What the customer gives on top. Nothing is one tap as everything else is, and chosen until somebody chooses otherwise. */
export function TipPicker({
  shares,
  of,
  currency,
  chosen,
  isLocked,
  onChoose,
}: {
  /** Percent. */
  shares: readonly number[];
  /** What they pay now, without it. */
  of: number;
  currency: string;
  chosen: TipChoice;
  isLocked: boolean;
  onChoose: (tip: TipChoice) => void;
}) {
  const t = useTexts();
  const words = t.register.tip;
  const money = (amount: number) => format({ amount, currency });
  const choices: { key: string; label: string; amount?: string; is: boolean; choice: TipChoice }[] = [
    { key: 'none', label: words.none, is: chosen.is === 'none', choice: noTip },
    ...shares.map((percent) => {
      const choice: TipChoice = { is: 'share', percent };
      return {
        key: String(percent),
        label: formatPercent(String(percent / 100)),
        amount: money(tipOf(choice, of) ?? 0),
        is: chosen.is === 'share' && chosen.percent === percent,
        choice,
      };
    }),
    { key: 'own', label: words.own, is: chosen.is === 'own', choice: { is: 'own', amount: null } },
  ];
  return (
    <div className={styles.tips}>
      <fieldset className={styles.tipChoices} aria-label={words.title}>
        {choices.map((one) => (
          <button
            key={one.key}
            type="button"
            className={styles.tip}
            aria-pressed={one.is}
            disabled={isLocked}
            onClick={() => onChoose(one.choice)}
          >
            {one.label}
            {one.amount ? <span className={styles.small}> {one.amount}</span> : null}
          </button>
        ))}
      </fieldset>
      {chosen.is === 'own' ? (
        <MoneyInput
          label={words.ownLabel}
          currency={currency}
          value={chosen.amount === null ? null : { amount: chosen.amount, currency }}
          disabled={isLocked}
          onChange={(next) => onChoose({ is: 'own', amount: next && next.amount >= 0 ? next.amount : null })}
        />
      ) : null}
    </div>
  );
}
