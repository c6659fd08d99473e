import { Button, TextInput } from '@mantine/core';
import { contrast, inkOn, isColour, readable } from '@/lib/contrast';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/settings';
import styles from './Settings.module.css';

const white = '#FFFFFF';
const darkSurface = '#1C2027';

/** A colour of the business, as it is liked and as it will be used: made readable on light and on dark, with the ratios. */
export function ColourField({
  label,
  value,
  error,
  onChange,
  onBlur,
}: {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (colour: string) => void;
  onBlur: () => void;
}) {
  const t = useTexts();
  const used = isColour(value) ? readable(value) : null;
  return (
    <div className={styles.colour}>
      <div className={styles.colourRow}>
        <TextInput
          label={label}
          value={value}
          placeholder={t.settings.business.colourNone}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
          onBlur={onBlur}
          autoComplete="off"
          spellCheck={false}
        />
        <input
          type="color"
          className={styles.swatch}
          aria-label={`${t.settings.business.pick}: ${label}`}
          value={isColour(value) ? value.toLowerCase() : '#1e3a8a'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        {value ? (
          <Button variant="subtle" onClick={() => onChange('')}>
            {t.settings.business.colourClear}
          </Button>
        ) : null}
      </div>
      {used ? (
        <fieldset className={styles.samples} aria-label={`${t.settings.business.as}: ${label}`}>
          <Sample title={t.settings.business.yours} fill={value} ink={inkOn(value)} surface={white} />
          <Sample
            title={t.settings.business.onLight}
            fill={used.light}
            ink={white}
            surface={white}
            note={used.light === value.toUpperCase() ? t.settings.business.kept : t.settings.business.moved}
          />
          <Sample
            title={t.settings.business.onDark}
            fill={used.dark}
            ink="#000000"
            surface={darkSurface}
            note={used.dark === value.toUpperCase() ? t.settings.business.kept : t.settings.business.moved}
          />
        </fieldset>
      ) : null}
    </div>
  );
}

function Sample({
  title,
  fill,
  ink,
  surface,
  note,
}: {
  title: string;
  fill: string;
  ink: string;
  surface: string;
  note?: string;
}) {
  const t = useTexts();
  const ratio = new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(contrast(fill, ink));
  return (
    <div className={styles.sample}>
      <strong>{title}</strong>
      <div style={{ background: surface, padding: 8, borderRadius: 8 }}>
        <div className={styles.sampleFill} style={{ background: fill, color: ink }}>
          {t.settings.business.sample}
        </div>
      </div>
      <span className={styles.muted}>
        {fill.toUpperCase()} · {t.settings.business.ratio(ratio)}
      </span>
      {note ? <span className={styles.muted}>{note}</span> : null}
    </div>
  );
}
