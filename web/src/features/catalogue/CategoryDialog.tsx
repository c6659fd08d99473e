import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/catalogue';
import { Dialog } from '@/ui/Dialog';
import { Problem } from '@/ui/Problem';
import { choices } from './categories';
import { useCategoryChange } from './mutations';
import type { Category } from './queries';

/** Makes a category, or renames and moves one. */
export function CategoryDialog({
  category,
  parent,
  categories,
  onClose,
}: {
  category: Category | null;
  parent: string | null;
  categories: readonly Category[];
  onClose: () => void;
}) {
  const t = useTexts();
  const words = t.catalogue.tree;
  const [name, setName] = useState(category?.name ?? '');
  const [below, setBelow] = useState(parent);
  const [left, setLeft] = useState(false);
  const change = useCategoryChange();
  const submit = () => {
    if (name.trim() === '') return setLeft(true);
    const moved = category !== null && below !== category.parent_id;
    change.mutate(
      {
        category,
        body: { name: name.trim(), parent_id: below, ...(category && !moved ? { position: category.position } : {}) },
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog opened onClose={onClose} title={category ? words.edit : words.create}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <TextInput
            label={words.name}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
            error={left && name.trim() === '' ? t.catalogue.problems.name_missing : null}
            data-autofocus
          />
          <Select
            label={words.parent}
            data={[{ value: '', label: words.top }, ...choices(categories, category?.id ?? null)]}
            value={below ?? ''}
            onChange={(next) => setBelow(next || null)}
            searchable
          />
          {change.error ? <Problem error={change.error} own={t.catalogue.codes} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={change.isPending}>
              {category ? words.save : words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
