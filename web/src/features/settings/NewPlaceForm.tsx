import { Select, TextInput } from '@mantine/core';
import { ProblemError } from '@/api/problem';
import { useIdentity } from '@/api/useSession';
import { countryNames, placeDefaults, regionsOf } from '@/lib/countries';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { useForm } from '@/ui/useForm';
import { deviceZone } from './device';
import { useOpenLocation } from './mutations';
import { zones } from './PlaceForm';
import { isZone } from './placeChange';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';

/** Another place: its country fills the rest. Everything but the currency can be changed afterwards. */
export function NewPlaceForm({ onOpened }: { onOpened: (id: string) => void }) {
  const t = useTexts();
  const words = t.settings.places;
  const { tenant, locations } = useIdentity();
  const open = useOpenLocation();
  const defaults = (country: string) => placeDefaults(country, tenant.industry, navigator.languages, deviceZone());
  const first = (locations[0]?.tax_region ?? 'DE').slice(0, 2);
  const filled = (country: string) => {
    const { currency, timeZone, taxRegion } = defaults(country);
    return { country, currency, timeZone, taxRegion: taxRegion ?? '' };
  };
  const form = useForm({ name: '', ...filled(first) }, ({ name, timeZone, taxRegion }) => ({
    name: name.trim() ? undefined : t.settings.required,
    timeZone: isZone(timeZone) ? undefined : t.settings.required,
    taxRegion: taxRegion ? undefined : t.signup.place.regionMissing,
  }));
  const { values } = form;
  const regions = regionsOf(values.country);
  const currencyNames = new Intl.DisplayNames([t.language], { type: 'currency' });

  const save = async () => {
    const { dayCutOff, pricesIncludeTax } = defaults(values.country);
    try {
      const opened = await open.mutateAsync({
        name: values.name.trim(),
        time_zone: values.timeZone,
        currency: values.currency,
        tax_region: values.taxRegion,
        prices_include_tax: pricesIncludeTax,
        tax_rounding: 'line',
        rounding_mode: 'half_up',
        day_cut_off: `${dayCutOff}:00`,
        address: { country: values.country },
      });
      form.saved(values, 0);
      say(words.opened(opened.name));
      onOpened(opened.id);
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
    <SettingsForm heading={words.newHeading} form={form} save={save} submitLabel={words.open}>
      <div className={styles.fields}>
        <TextInput label={words.name} maxLength={120} data-autofocus {...form.text('name')} />
        <Select
          label={words.country}
          searchable
          data={countryNames(t.language).map(({ code, name }) => ({ value: code, label: name }))}
          value={values.country}
          onChange={(country) => country && form.set(filled(country))}
        />
        {regions.length > 0 ? (
          <Select
            label={t.signup.place.region}
            searchable
            data={[...regions]}
            value={values.taxRegion || null}
            error={form.error('taxRegion')}
            onChange={(taxRegion) => form.set({ taxRegion: taxRegion ?? '' })}
          />
        ) : null}
        <Select
          label={words.currency}
          description={words.currencyStays}
          searchable
          data={Intl.supportedValuesOf('currency').map((code) => ({
            value: code,
            label: `${code} · ${currencyNames.of(code) ?? code}`,
          }))}
          value={values.currency}
          onChange={(currency) => currency && form.set({ currency })}
        />
        <Select
          label={words.zone}
          searchable
          data={zones(values.timeZone)}
          value={values.timeZone}
          onChange={(timeZone) => timeZone && form.set({ timeZone })}
        />
      </div>
    </SettingsForm>
  );
}
