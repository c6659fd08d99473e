import { Button, Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan, usePlace } from '@/api/useSession';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/analytics';
import { Dialog } from '@/ui/Dialog';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { useForm } from '@/ui/useForm';
import { formats, type ReportRequest } from './exportFile';
import styles from './insight.module.css';
import { peopleQuery, type SavedReport, savedReportsQuery, useSaveReport } from './reportQueries';
import { enteredOf, isDay, isTime, requestOf } from './savedReport';
import { presets } from './search';
import { named } from './values';

/** Keeps a report, or changes one: what it is of, how it comes, when it is made by itself and who is told. */
export function ReportForm({
  of,
  shown = null,
  onClose,
}: {
  of: SavedReport | null;
  /** What the screen shows from which a new one is kept. */
  shown?: ReportRequest | null;
  onClose: () => void;
}) {
  const t = useTexts();
  const r = t.reports;
  const save = useSaveReport();
  const maySeePeople = useCan()('users:read');
  const people = useQuery({ ...peopleQuery, enabled: maySeePeople });
  const canMail = useQuery(savedReportsQuery).data?.data.every((one) => one.can_mail) ?? true;
  const place = usePlace();
  const before = of?.request ?? shown;
  const zone = of?.schedule?.time_zone ?? place?.time_zone ?? 'Etc/UTC';
  const [key] = useState(newId);
  const [problem, setProblem] = useState<unknown>(null);
  const form = useForm(enteredOf(of, before), (values) => ({
    name: values.name.trim() ? undefined : r.wrongName,
    at: values.cadence === 'never' || isTime(values.at) ? undefined : r.atWrong,
    dayOfMonth: values.cadence !== 'monthly' || isDay(values.dayOfMonth) ? undefined : r.dayWrong,
  }));
  const { values } = form;
  const isOwnQuestion = Boolean(before?.query);
  const submit = async () => {
    if (!form.isReady()) return;
    try {
      await save.mutateAsync({ of, key, body: requestOf(values, before, zone) });
      toast(r.savedNow);
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  const weekdays = Array.from({ length: 7 }, (_, at) => String(at + 1));
  return (
    <Dialog opened title={of ? r.edit : r.make} size="lg" busy={save.isPending} onClose={onClose}>
      <form
        ref={form.ref}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput label={r.name} maxLength={120} data-autofocus {...form.text('name')} />
        <div className={styles.columns}>
          {isOwnQuestion ? (
            <TextInput label={r.kind} value={r.figures} readOnly />
          ) : (
            <>
              <Select
                label={r.kind}
                allowDeselect={false}
                data={Object.entries(r.kinds).map(([value, label]) => ({ value, label }))}
                value={values.kind}
                onChange={(value) => value && form.set({ kind: value })}
              />
              <Select
                label={r.period}
                allowDeselect={false}
                data={presets.map((one) => ({ value: one, label: t.analytics.presets[one] }))}
                value={values.period}
                onChange={(value) => value && form.set({ period: value })}
              />
            </>
          )}
          <Select
            label={r.format}
            allowDeselect={false}
            data={formats.map((one) => ({ value: one, label: r.formats[one] ?? one }))}
            value={values.format}
            onChange={(value) => value && form.set({ format: value })}
          />
          <Select
            label={r.cadence}
            allowDeselect={false}
            data={Object.entries(r.cadences).map(([value, label]) => ({ value, label }))}
            value={values.cadence}
            onChange={(value) => value && form.set({ cadence: value as typeof values.cadence })}
          />
          {values.cadence === 'never' ? null : (
            <TextInput label={r.at} description={r.zone(zone)} {...form.text('at')} />
          )}
          {values.cadence === 'weekly' ? (
            <Select
              label={r.weekday}
              allowDeselect={false}
              data={weekdays.map((value) => ({
                value,
                label: named('weekday', { value, name: null }, zone, t, t.language),
              }))}
              value={values.weekday}
              onChange={(value) => value && form.set({ weekday: value })}
            />
          ) : null}
          {values.cadence === 'monthly' ? (
            <TextInput label={r.dayOfMonth} inputMode="numeric" {...form.text('dayOfMonth')} />
          ) : null}
        </div>
        {values.cadence === 'never' || !maySeePeople ? null : (
          <MultiSelect
            label={r.recipients}
            description={canMail ? r.recipientsHint : r.noMail}
            data={(people.data?.data ?? []).map((one) => ({ value: one.id, label: `${one.name} (${one.email})` }))}
            value={values.recipients}
            maxValues={20}
            onChange={(recipients) => form.set({ recipients })}
          />
        )}
        <Checkbox
          label={r.shared}
          checked={values.isShared}
          onChange={(event) => form.set({ isShared: event.currentTarget.checked })}
        />
        {problem ? (
          <Problem
            error={problem}
            own={{
              'analytics.too_many_reports': r.tooMany,
              'analytics.report_recipient_unknown': r.unknownRecipient,
              'analytics.report_not_yours': r.notYours,
            }}
          />
        ) : null}
        <Button type="submit" loading={save.isPending}>
          {r.save}
        </Button>
        <Button variant="default" onClick={onClose} disabled={save.isPending}>
          {t.common.cancel}
        </Button>
      </form>
    </Dialog>
  );
}
