import { format, type Money } from '@/lib/money';
import { useTexts } from '@/texts/useTexts';

/** An amount, or a dash where it is not known: never a zero instead. */
export function MoneyText({ money, strong = false }: { money: Money | null | undefined; strong?: boolean }) {
  const t = useTexts();
  const text = money ? format(money) : t.common.unknown;
  return strong ? <strong className="number">{text}</strong> : <span className="number">{text}</span>;
}
