import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/settings';
import { Icon } from '@/ui/Icon';
import {
  copyDay,
  type Fault,
  faults,
  type Hours,
  type Interval,
  nextInterval,
  parseTime,
  type Weekday,
  weekdays,
} from './hours';
import styles from './Settings.module.css';

/** A week that repeats, and single days that differ from it. */
export function HoursEditor({ hours, onChange }: { hours: Hours; onChange: (hours: Hours) => void }) {
  const t = useTexts();
  const words = t.settings.places;
  const wrong = faults(hours);
  const setDay = (day: Weekday, intervals: Interval[]) =>
    onChange({ ...hours, week: { ...hours.week, [day]: intervals } });
  const setSpecial = (at: number, change: Partial<Hours['specialDays'][number]>) =>
    onChange({ ...hours, specialDays: hours.specialDays.map((day, i) => (i === at ? { ...day, ...change } : day)) });
  return (
    <>
      <ul className={styles.plain}>
        {weekdays.map((day) => (
          <li key={day} className={styles.item}>
            <strong className={styles.day}>{t.settings.weekdays[day]}</strong>
            <Intervals
              name={t.settings.weekdays[day]}
              intervals={hours.week[day]}
              wrong={wrong.filter((fault) => fault.day === day)}
              onChange={(intervals) => setDay(day, intervals)}
            />
          </li>
        ))}
      </ul>
      {hours.week.monday.length > 0 ? (
        <div className={styles.row}>
          <Button
            variant="default"
            onClick={() =>
              onChange({
                ...hours,
                week: copyDay(hours.week, 'monday', ['tuesday', 'wednesday', 'thursday', 'friday']),
              })
            }
          >
            {words.copyToWeekdays}
          </Button>
          <Button
            variant="default"
            onClick={() => onChange({ ...hours, week: copyDay(hours.week, 'monday', weekdays.slice(1)) })}
          >
            {words.copyToAll}
          </Button>
        </div>
      ) : null}
      <h3>{words.special}</h3>
      <ul className={styles.plain}>
        {hours.specialDays.map((special, at) => {
          const own = wrong.filter((fault) => fault.day === special.on);
          const dateFault = own.some(({ kind }) => kind === 'twice')
            ? words.dateTwice
            : own.some(({ kind }) => kind === 'date')
              ? words.dateWrong
              : undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a day that is being written has no name yet
            <li key={at} className={styles.item}>
              <div className={styles.row}>
                <TextInput
                  type="date"
                  label={words.date}
                  value={special.on}
                  error={dateFault}
                  onChange={(event) => setSpecial(at, { on: event.currentTarget.value })}
                />
                <TextInput
                  label={words.reason}
                  maxLength={100}
                  value={special.reason}
                  onChange={(event) => setSpecial(at, { reason: event.currentTarget.value })}
                />
                <ActionIcon
                  aria-label={words.removeSpecial(special.on)}
                  onClick={() => onChange({ ...hours, specialDays: hours.specialDays.filter((_, i) => i !== at) })}
                >
                  <Icon name="remove" />
                </ActionIcon>
              </div>
              <Intervals
                name={special.on || words.date}
                intervals={special.intervals}
                wrong={own}
                onChange={(intervals) => setSpecial(at, { intervals })}
              />
            </li>
          );
        })}
      </ul>
      <div>
        <Button
          variant="default"
          leftSection={<Icon name="plus" size={20} />}
          onClick={() =>
            onChange({ ...hours, specialDays: [...hours.specialDays, { on: '', intervals: [], reason: '' }] })
          }
        >
          {words.addSpecial}
        </Button>
      </div>
    </>
  );
}

/** The hours of one day; none: closed. */
function Intervals({
  name,
  intervals,
  wrong,
  onChange,
}: {
  name: string;
  intervals: Interval[];
  wrong: Fault[];
  onChange: (intervals: Interval[]) => void;
}) {
  const words = useTexts().settings.places;
  const set = (at: number, change: Partial<Interval>) =>
    onChange(intervals.map((interval, i) => (i === at ? { ...interval, ...change } : interval)));
  return (
    <div className={styles.hours}>
      {intervals.length === 0 ? <span className={styles.muted}>{words.closed}</span> : null}
      {intervals.map((interval, at) => {
        const isOverlap = wrong.some((fault) => fault.kind === 'overlap' && fault.at === at);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: hours of a day are known by their place in it
          <div key={at} className={styles.row}>
            <TimeInput label={words.opens(name)} value={interval.opens} onChange={(opens) => set(at, { opens })} />
            <span aria-hidden="true">–</span>
            <TimeInput label={words.closes(name)} value={interval.closes} onChange={(closes) => set(at, { closes })} />
            {interval.closes <= interval.opens ? <span className={styles.muted}>{words.nextDay}</span> : null}
            <ActionIcon
              aria-label={words.removeInterval(name)}
              onClick={() => onChange(intervals.filter((_, i) => i !== at))}
            >
              <Icon name="close" />
            </ActionIcon>
            {isOverlap ? (
              <span className={styles.fault} role="alert">
                {words.overlap}
              </span>
            ) : null}
          </div>
        );
      })}
      <ActionIcon
        aria-label={words.addInterval(name)}
        onClick={() => onChange([...intervals, nextInterval(intervals)])}
      >
        <Icon name="plus" />
      </ActionIcon>
    </div>
  );
}

/** A time as people write it; what was read stands there after leaving the field. */
export function TimeInput({
  label,
  value,
  visibleLabel = false,
  description,
  onChange,
}: {
  label: string;
  value: string;
  visibleLabel?: boolean;
  description?: string;
  onChange: (time: string) => void;
}) {
  const words = useTexts().settings.places;
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? value;
  const isWrong = text === null && parseTime(value) === null;
  return (
    <TextInput
      {...(visibleLabel ? { label } : { 'aria-label': label })}
      {...(description ? { description } : {})}
      className={visibleLabel ? undefined : styles.time}
      inputMode="numeric"
      autoComplete="off"
      value={shown}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => {
        if (text !== null) onChange(parseTime(text) ?? text);
        setText(null);
      }}
      error={isWrong ? words.timeWrong : undefined}
    />
  );
}
