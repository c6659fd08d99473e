import { Button, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { countryNames, placeDefaults, regionsOf, zonesOf } from '@/lib/countries';
import { formatPercent, shareOfPercent } from '@/lib/percent';
import { useTexts } from '@/texts/signup';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import type { Draft } from './draft';
import { startingRatesQuery } from './requests';
import styles from './SignUp.module.css';
import { StepForm } from './StepForm';

/** The country fills the rest; each of it can be changed. */
export function PlaceStep({
  draft,
  busy,
  onBack,
  onNext,
}: {
  draft: Draft;
  busy: boolean;
  onBack: (change: Partial<Draft>) => void;
  onNext: (change: Partial<Draft>) => void;
}) {
  const t = useTexts();
  const words = t.signup.place;
  const [deviceZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone);
  const names = useMemo(() => countryNames(t.language), [t.language]);
  const [changing, setChanging] = useState(false);
  const form = useForm(
    {
      country: draft.country,
      taxRegion: draft.taxRegion,
      locationName: draft.locationName || words.defaultName,
      currency: draft.currency,
      timeZone: draft.timeZone,
      locale: draft.locale,
      dayCutOff: draft.dayCutOff,
      pricesIncludeTax: draft.pricesIncludeTax,
      taxRate: draft.taxRate,
    },
    (entries) => ({
      taxRegion: regionsOf(entries.country).length === 0 || entries.taxRegion ? undefined : words.regionMissing,
      locationName: entries.locationName.trim() ? undefined : words.nameMissing,
    }),
  );
  const { values } = form;
  const filled = placeDefaults(values.country, draft.industry, navigator.languages, deviceZone);
  const regions = regionsOf(values.country);
  const region = values.taxRegion ?? filled.taxRegion;
  const rates = useQuery({ ...startingRatesQuery(region ?? ''), enabled: region !== null });
  const standard = rates.data?.rates.find(({ tax_class }) => tax_class === 'standard');
  const reduced = rates.data?.rates.find(({ tax_class }) => tax_class === 'reduced');
  const isRateAsked = rates.isSuccess && !standard;
  const currency = values.currency ?? filled.currency;
  const timeZone = values.timeZone ?? filled.timeZone;
  const locale = values.locale ?? filled.locale;
  const dayCutOff = values.dayCutOff ?? filled.dayCutOff;
  const inclusive = values.pricesIncludeTax ?? filled.pricesIncludeTax;
  const nameOf = (type: 'currency' | 'language', code: string) =>
    new Intl.DisplayNames([t.language], { type }).of(code) ?? code;
  const share = (rate: string) => formatPercent(rate, t.language);
  const taxText = standard
    ? Number(standard.rate) === 0
      ? words.taxNone
      : words.taxRates(share(standard.rate), share(reduced?.rate ?? standard.rate))
    : shareOfPercent(values.taxRate)
      ? share(shareOfPercent(values.taxRate) ?? '0')
      : t.common.unknown;
  const change = (): Partial<Draft> => ({
    ...values,
    locationName: values.locationName.trim(),
    taxRate: isRateAsked ? values.taxRate : '',
  });

  return (
    <StepForm
      fields={form.ref}
      onSend={() => {
        if (!form.isReady()) return;
        if (isRateAsked && shareOfPercent(values.taxRate) === null) form.blame('taxRate', words.taxWrong);
        else onNext(change());
      }}
    >
      <div className={styles.fields}>
        <Select
          label={words.country}
          searchable
          data={names.map(({ code, name }) => ({ value: code, label: name }))}
          value={values.country}
          onChange={(country) =>
            country &&
            form.set({
              country,
              taxRegion: null,
              currency: null,
              timeZone: null,
              locale: null,
              pricesIncludeTax: null,
              taxRate: '',
            })
          }
        />
        {regions.length > 0 ? (
          <Select
            label={words.region}
            description={words.regionHint}
            searchable
            data={[...regions]}
            value={values.taxRegion}
            error={form.error('taxRegion')}
            onChange={(taxRegion) => form.set({ taxRegion })}
          />
        ) : null}
        <TextInput label={words.name} maxLength={120} {...form.text('locationName')} />
        {isRateAsked ? (
          <TextInput
            label={words.taxRate}
            description={words.taxUnknown}
            inputMode="decimal"
            rightSection="%"
            {...form.text('taxRate')}
          />
        ) : null}
      </div>
      {rates.error ? <Problem error={rates.error} onRetry={() => void rates.refetch()} /> : null}
      <section className={styles.box} aria-label={words.comes}>
        {changing ? (
          <div className={styles.fields}>
            <Select
              label={words.currency}
              description={words.currencyHint}
              searchable
              data={Intl.supportedValuesOf('currency').map((code) => ({
                value: code,
                label: `${code} · ${nameOf('currency', code)}`,
              }))}
              value={currency}
              onChange={(chosen) => form.set({ currency: chosen })}
            />
            <Select
              label={words.zone}
              searchable
              data={[...new Set([timeZone, ...zonesOf(values.country), ...Intl.supportedValuesOf('timeZone')])]}
              value={timeZone}
              onChange={(chosen) => form.set({ timeZone: chosen })}
            />
            <Select
              label={words.locale}
              data={[...new Set([locale, `en-${values.country}`, `de-${values.country}`])].map((one) => ({
                value: one,
                label: nameOf('language', one),
              }))}
              value={locale}
              onChange={(chosen) => form.set({ locale: chosen })}
            />
            <Select
              label={words.cutOff}
              description={words.cutOffHint}
              data={Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)}
              value={dayCutOff}
              onChange={(chosen) => form.set({ dayCutOff: chosen })}
            />
            <Radio.Group
              label={words.prices}
              value={inclusive ? 'inclusive' : 'exclusive'}
              onChange={(mode) => form.set({ pricesIncludeTax: mode === 'inclusive' })}
            >
              <Stack gap="sm" mt="xs">
                <Radio value="inclusive" label={words.pricesInclude} />
                <Radio value="exclusive" label={words.pricesExclude} />
              </Stack>
            </Radio.Group>
          </div>
        ) : (
          <>
            <dl className={styles.brings}>
              <dt>{words.currency}</dt>
              <dd>
                {currency} · {nameOf('currency', currency)}
              </dd>
              <dt>{words.tax}</dt>
              <dd>{rates.isLoading ? '…' : taxText}</dd>
              <dt>{words.prices}</dt>
              <dd>{inclusive ? words.pricesInclude : words.pricesExclude}</dd>
              <dt>{words.zone}</dt>
              <dd>{timeZone}</dd>
              <dt>{words.locale}</dt>
              <dd>{nameOf('language', locale)}</dd>
              <dt>{words.cutOff}</dt>
              <dd>{dayCutOff}</dd>
            </dl>
            <p className={styles.hint}>{words.taxCheck}</p>
            <div>
              <Button variant="default" onClick={() => setChanging(true)}>
                {words.change}
              </Button>
            </div>
          </>
        )}
      </section>
      <div className={styles.actions}>
        <Button variant="default" size="lg" disabled={busy} onClick={() => onBack(change())}>
          {t.signup.back}
        </Button>
        <Button type="submit" size="lg" loading={busy}>
          {t.signup.create}
        </Button>
      </div>
    </StepForm>
  );
}
