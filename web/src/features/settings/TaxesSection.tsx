import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { components } from '@/api/schema';
import { locale } from '@/lib/locale';
import { localDay } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import { deviceZone } from './device';
import { Effects } from './Effects';
import { LastChange } from './LastChange';
import { useReplaceTaxRates } from './mutations';
import { taxRatesQuery } from './queries';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';
import { type RateFault, type RateRow, rateEffects, rateFaults, rowOf, toWire } from './taxes';

type Rates = components['schemas']['TaxRatesView'];

const fulfilments = ['in_store', 'dine_in', 'takeaway', 'pickup', 'delivery', 'shipping'] as const;

export function TaxesSection() {
  const rates = useQuery(taxRatesQuery);
  if (rates.data) return <TaxesForm rates={rates.data} onReload={rates.refetch} />;
  return rates.error ? (
    <Problem error={rates.error} onRetry={() => void rates.refetch()} />
  ) : (
    <LoadingRows rows={4} height={56} />
  );
}

/** The whole table is read and saved as one: what is not in it is gone. */
function TaxesForm({ rates, onReload }: { rates: Rates; onReload: () => Promise<unknown> }) {
  const t = useTexts();
  const words = t.settings.taxes;
  const replace = useReplaceTaxRates();
  const form = useForm(
    { rows: rates.rates.map((rate) => rowOf(rate, locale())) },
    ({ rows }) => ({ rows: rateFaults(rows).some((found) => found.length > 0) ? words.twice : undefined }),
    rates.version,
  );
  const { rows } = form.values;
  const wrong = rateFaults(rows);
  const isShown = form.error('rows') !== undefined;
  const today = localDay(new Date(), deviceZone());
  const dateOf = (day: string) =>
    new Intl.DateTimeFormat(locale(), { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  const effects =
    form.dirty && wrong.every((found) => found.length === 0)
      ? rateEffects(rates.rates, toWire(rows), today, words, locale(), dateOf)
      : [];
  const set = (at: number, change: Partial<RateRow>) =>
    form.set({ rows: rows.map((row, i) => (i === at ? { ...row, ...change } : row)) });
  const fault = (at: number, kind: RateFault, sentence: string) =>
    isShown && wrong[at]?.includes(kind) ? sentence : undefined;

  const save = async () => {
    const saved = await replace.mutateAsync({
      version: form.version,
      rates: toWire(rows) as components['schemas']['TaxRateView'][],
    });
    form.saved({ rows: saved.rates.map((rate) => rowOf(rate, locale())) }, saved.version);
    return true;
  };

  return (
    <SettingsForm
      heading={words.heading}
      form={form}
      save={save}
      onReload={onReload}
      lastChange={<LastChange changes={{ types: ['commerce.tax_rates.changed'] }} version={rates.version} />}
    >
      <p className={styles.muted}>{words.hint}</p>
      {rows.length === 0 ? <p>{words.none}</p> : null}
      <ul className={styles.plain}>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rate that is being written has no name yet
          <li key={at} className={styles.rate}>
            <TextInput
              label={words.region}
              aria-label={words.cell(words.region, at + 1)}
              value={row.region}
              maxLength={6}
              error={fault(at, 'region', words.regionWrong) ?? fault(at, 'twice', words.twice)}
              onChange={(event) => set(at, { region: event.currentTarget.value.toUpperCase() })}
              onBlur={() => form.leave('rows')}
            />
            <TextInput
              label={words.taxClass}
              aria-label={words.cell(words.taxClass, at + 1)}
              value={row.taxClass}
              maxLength={40}
              error={fault(at, 'class', words.classWrong)}
              onChange={(event) => set(at, { taxClass: event.currentTarget.value })}
            />
            <TextInput
              label={words.rate}
              aria-label={words.cell(words.rate, at + 1)}
              inputMode="decimal"
              value={row.percent}
              error={fault(at, 'rate', words.rateWrong)}
              onChange={(event) => set(at, { percent: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={words.from}
              aria-label={words.cell(words.from, at + 1)}
              value={row.validFrom}
              error={fault(at, 'from', words.dateWrong)}
              onChange={(event) => set(at, { validFrom: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={words.until}
              aria-label={words.cell(words.until, at + 1)}
              value={row.validUntil}
              error={fault(at, 'until', words.untilWrong)}
              onChange={(event) => set(at, { validUntil: event.currentTarget.value })}
            />
            <Select
              label={words.fulfilment}
              aria-label={words.cell(words.fulfilment, at + 1)}
              data={[
                { value: '', label: words.always },
                ...fulfilments.map((one) => ({ value: one, label: words.fulfilments[one] ?? one })),
              ]}
              value={row.fulfilment}
              onChange={(fulfilment) => set(at, { fulfilment: fulfilment ?? '' })}
            />
            <ActionIcon
              aria-label={words.remove(at + 1)}
              onClick={() => form.set({ rows: rows.filter((_, i) => i !== at) })}
            >
              <Icon name="remove" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={20} />}
          onClick={() =>
            form.set({
              rows: [
                ...rows,
                {
                  region: rows.at(-1)?.region ?? '',
                  taxClass: 'standard',
                  percent: '',
                  validFrom: today,
                  validUntil: '',
                  fulfilment: '',
                },
              ],
            })
          }
        >
          {words.add}
        </Button>
      </div>
      <Effects heading={words.effect} effects={effects} />
    </SettingsForm>
  );
}
