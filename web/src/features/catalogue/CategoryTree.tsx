import { ActionIcon, Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/catalogue';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { CategoryDialog } from './CategoryDialog';
import styles from './CategoryTree.module.css';
import { placed, stepped } from './categories';
import { useCategoryChange, useRemoveCategory } from './mutations';
import type { Category } from './queries';
import { RemoveCategoryDialog } from './RemoveCategoryDialog';

type Asked =
  | { kind: 'edit'; category: Category | null; parent: string | null }
  | { kind: 'remove'; category: Category };

/** The categories as a list of choices; who may, also makes, renames, moves and removes them here. */
export function CategoryTree({
  categories,
  chosen,
  onChoose,
  mayWrite,
}: {
  categories: readonly Category[];
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  mayWrite: boolean;
}) {
  const t = useTexts();
  const words = t.catalogue.tree;
  const [asked, setAsked] = useState<Asked | null>(null);
  const change = useCategoryChange();
  const remove = useRemoveCategory();

  const step = async (category: Category, by: -1 | 1) => {
    for (const { category: one, position } of stepped(categories, category.id, by))
      await change.mutateAsync({ category: one, body: { name: one.name, parent_id: one.parent_id, position } });
  };
  const tryRemove = (category: Category) =>
    remove.mutate(category, {
      onSuccess: () => {
        if (chosen === category.id) onChoose(undefined);
        toast(words.removed(category.name), () =>
          change.mutate({
            category: null,
            body: { name: category.name, parent_id: category.parent_id, position: category.position },
          }),
        );
      },
      onError: (error) => {
        if ('code' in error && error.code === 'catalog.category_in_use') {
          remove.reset();
          setAsked({ kind: 'remove', category });
        }
      },
    });
  const error = change.error ?? remove.error;

  return (
    <section aria-label={words.title}>
      <ul className={styles.tree}>
        <li>
          <button
            type="button"
            className={styles.item}
            aria-pressed={chosen === undefined}
            onClick={() => onChoose(undefined)}
          >
            {t.catalogue.everything}
          </button>
        </li>
        {placed(categories).map(({ category, depth }) => (
          <li key={category.id} style={{ paddingInlineStart: Math.min(depth, 6) * 16 }}>
            <button
              type="button"
              className={styles.item}
              aria-pressed={chosen === category.id}
              onClick={() => onChoose(category.id)}
            >
              {category.name}
            </button>
            {mayWrite ? (
              <Menu position="bottom-end" withinPortal>
                <Menu.Target>
                  <ActionIcon aria-label={words.actions(category.name)} size={44}>
                    <Icon name="more" size={20} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setAsked({ kind: 'edit', category, parent: category.parent_id })}>
                    {words.edit}
                  </Menu.Item>
                  <Menu.Item onClick={() => setAsked({ kind: 'edit', category: null, parent: category.id })}>
                    {words.addBelow}
                  </Menu.Item>
                  <Menu.Item onClick={() => void step(category, -1).catch(() => {})}>{words.up}</Menu.Item>
                  <Menu.Item onClick={() => void step(category, 1).catch(() => {})}>{words.down}</Menu.Item>
                  <Menu.Item onClick={() => tryRemove(category)}>{words.remove}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            ) : null}
          </li>
        ))}
      </ul>
      {error ? <Problem error={error} own={t.catalogue.codes} /> : null}
      {mayWrite ? (
        <Button
          variant="subtle"
          leftSection={<Icon name="plus" size={20} />}
          onClick={() => setAsked({ kind: 'edit', category: null, parent: null })}
        >
          {words.add}
        </Button>
      ) : null}
      {asked?.kind === 'edit' ? (
        <CategoryDialog
          category={asked.category}
          parent={asked.parent}
          categories={categories}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked?.kind === 'remove' ? (
        <RemoveCategoryDialog
          category={asked.category}
          categories={categories}
          onRemoved={() => {
            if (chosen === asked.category.id) onChoose(undefined);
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </section>
  );
}
