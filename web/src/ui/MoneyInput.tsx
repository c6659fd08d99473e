import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { format, formatPlain, type Money, type ParsedMoney, parse } from '@/lib/money';
import { type Texts, useTexts } from '@/texts/useTexts';

function refusal(parsed: ParsedMoney, text: string, currency: string, t: Texts): string | null {
  if (parsed.ok || parsed.reason === 'empty') return null;
  const example = formatPlain({ amount: 1250, currency });
  switch (parsed.reason) {
    case 'too_precise':
      return t.common.tooPrecise(text);
    case 'ambiguous':
      return t.common.ambiguousAmount(text, example);
    case 'too_large':
      return t.common.tooLarge;
    default:
      return t.common.noMoney(example);
  }
}

/**
 * An amount as people write it where they live. `onChange` hears the money while what stands there is one, else null; what was read stands below when it could
 * have been meant otherwise.
 */
export function MoneyInput({
  label,
  currency,
  value,
  onChange,
  error,
  description,
  required = false,
  disabled = false,
  name,
}: {
  label: string;
  currency: string;
  value: Money | null;
  onChange: (money: Money | null) => void;
  error?: string | null;
  description?: string;
  required?: boolean;
  disabled?: boolean;
  name?: string;
}) {
  const t = useTexts();
  const [text, setText] = useState(value ? formatPlain(value) : '');
  const [left, setLeft] = useState(false);
  const parsed = parse(text, currency);
  const amount = parsed.ok ? parsed.money.amount : null;

  // Another value from outside replaces what stands there; what the person types does not come back changed.
  useEffect(() => {
    setText((now) => {
      const read = parse(now, currency);
      const same = value === null ? !read.ok : read.ok && read.money.amount === value.amount;
      return same ? now : value ? formatPlain(value) : '';
    });
  }, [value, currency]);

  const own = left ? refusal(parsed, text, currency, t) : null;
  const echo =
    amount !== null && text !== formatPlain({ amount, currency })
      ? t.common.readAs(format({ amount, currency }))
      : null;
  return (
    <TextInput
      label={label}
      {...(name ? { name } : {})}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        const read = parse(next, currency);
        onChange(read.ok ? read.money : null);
      }}
      onBlur={() => setLeft(true)}
      error={error ?? own}
      description={echo ?? description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      rightSection={<span aria-hidden="true">{currency}</span>}
      rightSectionWidth={56}
      required={required}
      disabled={disabled}
      classNames={{ input: 'number' }}
    />
  );
}
