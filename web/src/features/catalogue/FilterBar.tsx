import { Select, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import styles from './catalogue.module.css';
import { type Filter, SORTS, type Sort, type State } from './search';

const pause = 250;

/** Search, state and order of the list; all of it stands in the address. */
export function FilterBar({
  filter,
  onChange,
  children,
}: {
  filter: Filter;
  onChange: (
    change: { q?: string | undefined; state?: State | undefined; sort?: Sort | undefined },
    replace?: boolean,
  ) => void;
  children?: ReactNode;
}) {
  const t = useTexts();
  const [text, setText] = useState(filter.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef(filter.q);
  // A change that does not come from typing here, such as Back, is shown; what is being typed stays.
  useEffect(() => {
    if (filter.q !== asked.current) {
      asked.current = filter.q;
      setText(filter.q ?? '');
    }
  }, [filter.q]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = (next: string) => {
    asked.current = next.trim() === '' ? undefined : next.trim();
    onChange({ q: asked.current }, true);
  };
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => ask(next), pause);
  };
  return (
    <search className={styles.bar}>
      <TextInput
        className={styles.search ?? ''}
        type="search"
        aria-label={t.catalogue.search}
        placeholder={t.catalogue.search}
        leftSection={<Icon name="search" size={20} />}
        maxLength={100}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          clearTimeout(timer.current);
          ask(text);
        }}
      />
      {children}
      <Select
        className={styles.select ?? ''}
        aria-label={t.catalogue.state.label}
        data={[
          { value: '', label: t.catalogue.state.any },
          { value: 'active', label: t.catalogue.state.active },
          { value: 'inactive', label: t.catalogue.state.inactive },
          { value: 'all', label: t.catalogue.state.all },
        ]}
        value={filter.state ?? ''}
        onChange={(next) => onChange({ state: (next || undefined) as State | undefined })}
      />
      <Select
        className={styles.select ?? ''}
        aria-label={t.catalogue.sort.label}
        data={SORTS.map((sort) => ({ value: sort, label: t.catalogue.sort[sort] }))}
        value={filter.sort ?? 'name'}
        onChange={(next) => onChange({ sort: next === 'name' ? undefined : ((next ?? undefined) as Sort | undefined) })}
      />
    </search>
  );
}
