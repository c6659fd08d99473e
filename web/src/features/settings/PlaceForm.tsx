import { Button, Fieldset, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import type { components } from '@/api/schema';
import { countryNames } from '@/lib/countries';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/settings';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import { Effects } from './Effects';
import { HoursEditor, TimeInput } from './HoursEditor';
import { faults, fromWire, parseTime, toWire } from './hours';
import { LastChange } from './LastChange';
import { useChangeLocation, useSetLocationInUse } from './mutations';
import { effectsOf, isRegion, isZone } from './placeChange';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';

type Place = components['schemas']['LocationView'];

const taxRoundings = ['line', 'sum_by_net', 'sum_by_net_keep_gross'] as const;
const roundings = ['half_up', 'half_even'] as const;

function entriesOf(place: Place) {
  return {
    name: place.name,
    street: place.address.street ?? '',
    postalCode: place.address.postal_code ?? '',
    city: place.address.city ?? '',
    country: place.address.country ?? '',
    timeZone: place.time_zone,
    dayCutOff: place.day_cut_off.slice(0, 5),
    taxRegion: place.tax_region,
    pricesIncludeTax: place.prices_include_tax,
    taxRounding: place.tax_rounding,
    roundingMode: place.rounding_mode,
    hours: fromWire(place.opening_hours),
  };
}

const kindsOfPlace = ['created', 'updated', 'deactivated', 'reactivated'].map((one) => `platform.location.${one}`);

/** One place: what it is called, where it is, how it counts its days and taxes, and when it is open. */
export function PlaceForm({ place, onReload }: { place: Place; onReload: () => Promise<unknown> }) {
  const t = useTexts();
  const words = t.settings.places;
  const change = useChangeLocation(place.id);
  const given = entriesOf(place);
  const form = useForm(
    given,
    (entries) => ({
      name: entries.name.trim() ? undefined : t.settings.required,
      timeZone: isZone(entries.timeZone.trim()) ? undefined : t.settings.required,
      dayCutOff: parseTime(entries.dayCutOff) ? undefined : words.timeWrong,
      taxRegion: isRegion(entries.taxRegion.trim()) ? undefined : words.taxRegionWrong,
      hours: faults(entries.hours).length === 0 ? undefined : words.overlap,
    }),
    place.version,
  );
  const { values } = form;
  const dateOf = (day: string) =>
    new Intl.DateTimeFormat(locale(), { dateStyle: 'full', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  const effects = effectsOf(given, values, new Date(), words, dateOf);

  const save = async () => {
    try {
      const changed = await change.mutateAsync({
        version: form.version,
        body: {
          name: values.name.trim(),
          time_zone: values.timeZone.trim(),
          day_cut_off: `${parseTime(values.dayCutOff)}:00`,
          tax_region: values.taxRegion.trim(),
          prices_include_tax: values.pricesIncludeTax,
          tax_rounding: values.taxRounding,
          rounding_mode: values.roundingMode,
          opening_hours: toWire(values.hours),
          address: {
            street: values.street.trim() || null,
            postal_code: values.postalCode.trim() || null,
            city: values.city.trim() || null,
            region: place.address.region ?? null,
            country: values.country || null,
          },
        },
      });
      form.saved(entriesOf(changed), changed.version);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'platform.location_name_taken') {
        form.blame('name', words.nameTaken);
        return false;
      }
      if (form.refuse(error)) return false;
      throw error;
    }
  };

  return (
    <>
      <SettingsForm
        heading={place.name}
        form={form}
        save={save}
        onReload={onReload}
        lastChange={
          <LastChange
            changes={{ aggregate: place.id, types: kindsOfPlace }}
            version={place.version}
            at={place.updated_at}
          />
        }
      >
        <div className={styles.fields}>
          <TextInput label={words.name} maxLength={120} {...form.text('name')} />
          <TextInput
            label={words.currency}
            description={words.currencyStays}
            value={place.currency}
            readOnly
            variant="filled"
          />
        </div>
        <Fieldset legend={words.address}>
          <div className={styles.fields}>
            <TextInput label={words.street} maxLength={200} autoComplete="street-address" {...form.text('street')} />
            <TextInput
              label={words.postalCode}
              maxLength={20}
              autoComplete="postal-code"
              {...form.text('postalCode')}
            />
            <TextInput label={words.city} maxLength={120} {...form.text('city')} />
            <Select
              label={words.country}
              searchable
              clearable
              data={countryNames(t.language).map(({ code, name }) => ({ value: code, label: name }))}
              value={values.country || null}
              onChange={(country) => form.set({ country: country ?? '' })}
            />
          </div>
        </Fieldset>
        <Fieldset legend={words.taxes}>
          <div className={styles.fields}>
            <TextInput
              label={words.taxRegion}
              description={words.taxRegionHint}
              maxLength={6}
              {...form.text('taxRegion')}
            />
            <Select
              label={words.prices}
              data={[
                { value: 'inclusive', label: words.inclusive },
                { value: 'exclusive', label: words.exclusive },
              ]}
              value={values.pricesIncludeTax ? 'inclusive' : 'exclusive'}
              onChange={(mode) => form.set({ pricesIncludeTax: mode === 'inclusive' })}
            />
            <Select
              label={words.taxRounding}
              data={taxRoundings.map((one) => ({ value: one, label: words.taxRoundings[one] }))}
              value={values.taxRounding}
              onChange={(taxRounding) => taxRounding && form.set({ taxRounding })}
            />
            <Select
              label={words.rounding}
              data={roundings.map((one) => ({ value: one, label: words.roundings[one] }))}
              value={values.roundingMode}
              onChange={(roundingMode) => roundingMode && form.set({ roundingMode })}
            />
          </div>
        </Fieldset>
        <Fieldset legend={words.day}>
          <div className={styles.fields}>
            <Select
              label={words.zone}
              searchable
              data={zones(values.timeZone)}
              value={values.timeZone}
              onChange={(timeZone) => timeZone && form.set({ timeZone })}
            />
            <TimeInput
              label={words.cutOff}
              visibleLabel
              description={t.signup.place.cutOffHint}
              value={values.dayCutOff}
              onChange={(dayCutOff) => form.set({ dayCutOff })}
            />
          </div>
          <h3>{words.hours}</h3>
          <HoursEditor hours={values.hours} onChange={(hours) => form.set({ hours })} />
        </Fieldset>
        <Effects heading={words.effect} effects={effects} />
      </SettingsForm>
      <InUse place={place} />
    </>
  );
}

/** Taken out of use, a place keeps its history and sells nothing. */
function InUse({ place }: { place: Place }) {
  const words = useTexts().settings.places;
  const setInUse = useSetLocationInUse(place.id);
  const [asking, setAsking] = useState(false);
  const own = { 'platform.last_location': words.last };
  const problem = setInUse.error ? <Problem error={setInUse.error} own={own} /> : null;
  return (
    <section className={styles.card} aria-label={place.is_active ? words.deactivate : words.activate}>
      {asking ? null : problem}
      <div className={`${styles.row} ${styles.spread}`}>
        <span className={styles.muted}>{place.is_active ? words.deactivateEffect : words.closedBadge}</span>
        {place.is_active ? (
          <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
            {words.deactivate}
          </Button>
        ) : (
          <Button
            variant="default"
            loading={setInUse.isPending}
            onClick={() => setInUse.mutate({ version: place.version, inUse: true })}
          >
            {words.activate}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        title={words.deactivateQuestion(place.name)}
        confirm={words.deactivate}
        danger
        busy={setInUse.isPending}
        problem={problem}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          setInUse.mutate({ version: place.version, inUse: false }, { onSuccess: () => setAsking(false) })
        }
      >
        {words.deactivateEffect}
      </ConfirmDialog>
    </section>
  );
}

export function zones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(current) ? known : [current, ...known];
}
