import { Radio, Stack, Switch } from '@mantine/core';
import type { Language } from '@/lib/locale';
import { useTexts } from '@/texts/settings';
import { setLanguage } from '@/texts/useTexts';
import { type Density, type Scheme, setAppearance, useAppearance } from '@/ui/appearance';
import styles from './Settings.module.css';

/** What somebody likes to see, on this device. Each choice holds at once: there is nothing to save. */
export function AppearanceSection() {
  const t = useTexts();
  const words = t.settings.appearance;
  const { scheme, density, letters } = useAppearance();
  return (
    <section className={styles.card} aria-labelledby="appearance">
      <h2 id="appearance">{words.heading}</h2>
      <p className={styles.muted}>{words.intro}</p>
      <Radio.Group
        label={words.language}
        value={t.language}
        onChange={(language) => void setLanguage(language as Language)}
      >
        <Stack gap={0}>
          <Radio value="en" label="English" lang="en" className={styles.choice} />
          <Radio value="de" label="Deutsch" lang="de" className={styles.choice} />
        </Stack>
      </Radio.Group>
      <Radio.Group label={words.scheme} value={scheme} onChange={(value) => setAppearance({ scheme: value as Scheme })}>
        <Stack gap={0}>
          {(['auto', 'light', 'dark'] as const).map((one) => (
            <Radio key={one} value={one} label={words.schemes[one]} className={styles.choice} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={words.density}
        description={words.densityHint}
        value={density}
        onChange={(value) => setAppearance({ density: value as Density })}
      >
        <Stack gap={0}>
          {(['comfortable', 'compact'] as const).map((one) => (
            <Radio key={one} value={one} label={words.densities[one]} className={styles.choice} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={words.letters}
        description={words.lettersHint}
        checked={letters}
        onChange={(event) => setAppearance({ letters: event.currentTarget.checked })}
      />
    </section>
  );
}
