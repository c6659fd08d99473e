import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { components } from '@/api/schema';
import { isColour } from '@/lib/contrast';
import { useTexts } from '@/texts/settings';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import { ColourField } from './ColourField';
import { weekdays } from './hours';
import { LastChange } from './LastChange';
import { useChangeTenant } from './mutations';
import { tenantQuery } from './queries';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';

type Tenant = components['schemas']['TenantView'];

const industries = ['restaurant', 'retail', 'hospitality', 'events', 'salon'] as const;

export function BusinessSection() {
  const tenant = useQuery(tenantQuery);
  if (tenant.data) return <BusinessForm tenant={tenant.data} onReload={tenant.refetch} />;
  return tenant.error ? (
    <Problem error={tenant.error} onRetry={() => void tenant.refetch()} />
  ) : (
    <LoadingRows rows={6} height={56} />
  );
}

function BusinessForm({ tenant, onReload }: { tenant: Tenant; onReload: () => Promise<unknown> }) {
  const t = useTexts();
  const words = t.settings.business;
  const change = useChangeTenant();
  const given = {
    name: tenant.name,
    industry: tenant.industry,
    locale: tenant.settings.locale,
    weekStart: tenant.settings.week_start ?? 'monday',
    primaryColour: tenant.branding.primary_colour ?? '',
    accentColour: tenant.branding.accent_colour ?? '',
    logoUrl: tenant.branding.logo_url ?? '',
  };
  const form = useForm(
    given,
    ({ name, locale, primaryColour, accentColour, logoUrl }) => ({
      name: name.trim() ? undefined : t.settings.required,
      locale: /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(locale.trim()) ? undefined : words.localeWrong,
      primaryColour: !primaryColour || isColour(primaryColour) ? undefined : words.colourWrong,
      accentColour: !accentColour || isColour(accentColour) ? undefined : words.colourWrong,
      logoUrl: !logoUrl || /^https:\/\/[^\s@]+\.[^\s@]+$/.test(logoUrl) ? undefined : words.logoWrong,
    }),
    tenant.version,
  );
  const save = async () => {
    const { name, industry, locale, weekStart, primaryColour, accentColour, logoUrl } = form.values;
    try {
      const changed = await change.mutateAsync({
        version: form.version,
        body: {
          name: name.trim(),
          industry,
          settings: { locale: locale.trim(), week_start: weekStart },
          branding: {
            primary_colour: primaryColour || null,
            accent_colour: accentColour || null,
            logo_url: logoUrl || null,
          },
        },
      });
      form.saved({ ...form.values, name: changed.name, locale: changed.settings.locale }, changed.version);
      return true;
    } catch (error) {
      if (form.refuse(error)) return false;
      throw error;
    }
  };
  return (
    <SettingsForm
      heading={words.heading}
      form={form}
      save={save}
      onReload={onReload}
      lastChange={
        <LastChange
          changes={{ aggregate: tenant.id, types: ['platform.tenant.created', 'platform.tenant.updated'] }}
          version={tenant.version}
          at={tenant.updated_at}
        />
      }
    >
      <div className={styles.fields}>
        <TextInput label={words.name} required withAsterisk={false} maxLength={120} {...form.text('name')} />
        <Select
          label={words.industry}
          description={words.industryHint}
          data={industries.map((one) => ({ value: one, label: t.signup.industries[one].name }))}
          value={form.values.industry}
          onChange={(industry) => industry && form.set({ industry })}
        />
        <TextInput label={words.locale} description={words.localeHint} maxLength={20} {...form.text('locale')} />
        <Select
          label={words.weekStart}
          data={weekdays.map((day) => ({ value: day, label: t.settings.weekdays[day] }))}
          value={form.values.weekStart}
          onChange={(weekStart) => weekStart && form.set({ weekStart: weekStart as typeof form.values.weekStart })}
        />
      </div>
      <h3>{words.brand}</h3>
      <ColourField
        label={words.primary}
        value={form.values.primaryColour}
        error={form.error('primaryColour')}
        onChange={(primaryColour) => form.set({ primaryColour })}
        onBlur={() => form.leave('primaryColour')}
      />
      <ColourField
        label={words.accent}
        value={form.values.accentColour}
        error={form.error('accentColour')}
        onChange={(accentColour) => form.set({ accentColour })}
        onBlur={() => form.leave('accentColour')}
      />
      <TextInput label={words.logo} description={words.logoHint} type="url" maxLength={500} {...form.text('logoUrl')} />
    </SettingsForm>
  );
}
