import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { locale } from '@/lib/locale';
import { shareOfPercent } from '@/lib/percent';
import { useTexts } from '@/texts/analytics';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import figures from './analytics.module.css';
import { numberOf, shareOf } from './experimentPlan';
import { useSampleSize } from './experimentQueries';
import styles from './insight.module.css';
import { shown } from './values';

/** How many an experiment needs; with a number of units, how surely so many find the difference. */
export function PowerCalculator() {
  const t = useTexts();
  const e = useTexts().experiments;
  const compute = useSampleSize();
  const [kind, setKind] = useState<'conversion' | 'mean'>('conversion');
  const isShare = kind === 'conversion';
  const percent = (text: string) => (shareOf(text) ? undefined : e.wrong.percent);
  const form = useForm({ effect: '2', today: '20', count: '2', confidence: '95', power: '80', have: '' }, (values) => ({
    effect: isShare ? percent(values.effect) : numberOf(values.effect) ? undefined : e.wrong.number,
    today: isShare ? percent(values.today) : numberOf(values.today) ? undefined : e.wrong.number,
    count: /^([2-9]|10)$/.test(values.count.trim()) ? undefined : e.wrong.number,
    confidence: percent(values.confidence),
    power: values.have.trim() ? undefined : percent(values.power),
    have: values.have.trim() === '' || /^[1-9]\d{0,11}$/.test(values.have.trim()) ? undefined : e.wrong.number,
  }));
  const { values } = form;
  const count = (value: number) => value.toLocaleString(locale());
  const run = () => {
    if (!form.isReady()) return;
    const have = values.have.trim() ? Number(values.have) : null;
    compute.mutate({
      kind,
      minimum_effect: (isShare ? shareOf(values.effect) : numberOf(values.effect)) ?? 0,
      ...(isShare ? { baseline: shareOf(values.today) } : { deviation: numberOf(values.today) }),
      variants: Number(values.count),
      confidence: shareOfPercent(values.confidence),
      ...(have ? { units_per_variant: have } : { power: shareOfPercent(values.power) }),
    });
  };
  return (
    <section className={figures.card} aria-labelledby="calculator">
      <div className={figures.cardHead}>
        <h2 id="calculator">{e.calculator}</h2>
      </div>
      <form
        ref={form.ref}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p className={figures.note}>{e.calculatorHint}</p>
        <div className={styles.columns}>
          <Select
            label={e.kind}
            allowDeselect={false}
            data={Object.entries(e.kinds).map(([value, label]) => ({ value, label }))}
            value={kind}
            onChange={(value) => setKind(value === 'mean' ? 'mean' : 'conversion')}
          />
          <TextInput label={isShare ? e.baseline : e.deviation} inputMode="decimal" {...form.text('today')} />
          <TextInput
            label={e.effect}
            description={isShare ? e.effectShare : e.effectMean}
            inputMode="decimal"
            {...form.text('effect')}
          />
          <TextInput label={e.have} description={e.haveHint} inputMode="numeric" {...form.text('have')} />
          <TextInput label={e.count} inputMode="numeric" {...form.text('count')} />
          <TextInput label={e.confidence} inputMode="decimal" {...form.text('confidence')} />
          <TextInput label={e.power} inputMode="decimal" disabled={values.have.trim() !== ''} {...form.text('power')} />
        </div>
        <div>
          <Button type="submit" variant="default" loading={compute.isPending}>
            {e.compute}
          </Button>
        </div>
        <p role="status">
          {compute.data ? (
            <strong>
              {e.answer(
                count(compute.data.units_per_variant),
                count(compute.data.units),
                shown(compute.data.power, 'ratio', null, t, locale()),
              )}
            </strong>
          ) : null}
        </p>
        {compute.error ? <Problem error={compute.error} /> : null}
      </form>
    </section>
  );
}
