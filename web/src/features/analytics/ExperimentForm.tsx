import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/analytics';
import { Dialog } from '@/ui/Dialog';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { useForm } from '@/ui/useForm';
import {
  type Entered,
  enteredOf,
  guardrailsOf,
  nothing,
  numberOf,
  planOf,
  shareOf,
  variantsOf,
} from './experimentPlan';
import { type Experiment, useDescribe } from './experimentQueries';
import styles from './insight.module.css';

/** Describes an experiment, or a draft anew. */
export function ExperimentForm({
  of,
  onClose,
  onSaved,
}: {
  of: Experiment | null;
  onClose: () => void;
  onSaved: (saved: Experiment) => void;
}) {
  const t = useTexts();
  const e = useTexts().experiments;
  const describe = useDescribe();
  const [key] = useState(newId);
  const form = useForm<Entered>(of ? enteredOf(of.name, of.plan) : nothing, (values) => {
    const isShare = values.kind === 'conversion';
    const percent = (text: string) => (shareOf(text) ? undefined : e.wrong.percent);
    return {
      name: values.name.trim() ? undefined : e.wrong.name,
      variants: variantsOf(values.variants) ? undefined : e.wrong.variants,
      key: /^[a-z0-9_-]{1,40}$/.test(values.key) ? undefined : e.wrong.key,
      effect: isShare ? percent(values.effect) : numberOf(values.effect) ? undefined : e.wrong.number,
      baseline: isShare ? percent(values.baseline) : undefined,
      deviation: isShare || numberOf(values.deviation) ? undefined : e.wrong.number,
      traffic: percent(values.traffic),
      confidence: percent(values.confidence),
      power: percent(values.power),
      guardrails: guardrailsOf(values.guardrails) ? undefined : e.wrong.guardrails,
    };
  });
  const { values } = form;
  const isShare = values.kind === 'conversion';
  const [problem, setProblem] = useState<unknown>(null);

  const save = async () => {
    const plan = planOf(values);
    if (!form.isReady() || !plan) return;
    try {
      const saved = await describe.mutateAsync({ of, key, body: { name: values.name.trim(), plan } });
      toast(e.saved);
      onSaved(saved);
    } catch (error) {
      setProblem(error);
    }
  };
  const choose = (name: 'kind' | 'good' | 'method' | 'assignment', of: Record<string, string>, label: string) => (
    <Select
      label={label}
      allowDeselect={false}
      data={Object.entries(of).map(([value, text]) => ({ value, label: text }))}
      value={values[name]}
      onChange={(value) => value && form.set({ [name]: value } as Partial<Entered>)}
    />
  );
  return (
    <Dialog opened title={of ? e.edit : e.make} size="lg" busy={describe.isPending} onClose={onClose}>
      <form
        ref={form.ref}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput label={e.name} maxLength={120} data-autofocus {...form.text('name')} />
        <Textarea label={e.hypothesis} maxLength={1000} autosize minRows={2} {...form.text('hypothesis')} />
        <Textarea
          label={e.variants}
          description={e.variantsHint}
          autosize
          minRows={2}
          spellCheck={false}
          {...form.text('variants')}
        />
        <div className={styles.columns}>
          <TextInput label={e.primary} spellCheck={false} {...form.text('key')} />
          {choose('kind', e.kinds, e.kind)}
          {choose('good', e.goods, e.good)}
          <TextInput
            label={e.effect}
            description={isShare ? e.effectShare : e.effectMean}
            inputMode="decimal"
            {...form.text('effect')}
          />
          {isShare ? (
            <TextInput label={e.baseline} inputMode="decimal" {...form.text('baseline')} />
          ) : (
            <TextInput label={e.deviation} inputMode="decimal" {...form.text('deviation')} />
          )}
          {choose('method', e.methods, e.method)}
          {choose('assignment', e.assignments, e.assignment)}
          <TextInput label={e.traffic} inputMode="decimal" {...form.text('traffic')} />
          <TextInput label={e.confidence} inputMode="decimal" {...form.text('confidence')} />
          <TextInput label={e.power} inputMode="decimal" {...form.text('power')} />
        </div>
        <Textarea
          label={e.guardrails}
          description={e.guardrailsHint}
          autosize
          minRows={2}
          spellCheck={false}
          {...form.text('guardrails')}
        />
        {problem ? <Problem error={problem} own={{ 'analytics.experiment_not_draft': e.notDraft }} /> : null}
        <Button type="submit" loading={describe.isPending}>
          {e.save}
        </Button>
        <Button variant="default" onClick={onClose} disabled={describe.isPending}>
          {t.common.cancel}
        </Button>
      </form>
    </Dialog>
  );
}
