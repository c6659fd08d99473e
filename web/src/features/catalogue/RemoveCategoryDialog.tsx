import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '@/texts/catalogue';
import { Dialog } from '@/ui/Dialog';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { runBatches } from './batches';
import { choices } from './categories';
import { sendBulk, useCategoryChange, useRemoveCategory } from './mutations';
import { type Category, catalogueKeys, readProducts } from './queries';
import { seconds, waitFor } from './useBulk';

/** Empties a category that something stands in, and removes it. */
export function RemoveCategoryDialog({
  category,
  categories,
  onRemoved,
  onClose,
}: {
  category: Category;
  categories: readonly Category[];
  onRemoved: () => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const words = t.catalogue.tree;
  const client = useQueryClient();
  const [target, setTarget] = useState<string | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const change = useCategoryChange();
  const remove = useRemoveCategory();
  const below = categories.filter((one) => one.parent_id === category.id);
  const others = choices(categories).filter((choice) => choice.value !== category.id);

  const run = async () => {
    if (target === null) return;
    setProblem(null);
    setDone(0);
    try {
      let moved = 0;
      for (let cursor: string | null = null, more = true; more; ) {
        // What stands in a category below keeps it; archived items keep the category from being removed as well.
        const page = await readProducts({ category: category.id, state: 'all' }, cursor, 500);
        const own = page.data.filter((product) => product.category_id === category.id);
        const { error } = await runBatches(
          own.map((product) => ({ id: product.id, category_id: target })),
          sendBulk,
          waitFor,
          seconds,
          (count) => setDone(moved + count),
        );
        if (error) throw error;
        moved += own.length;
        cursor = page.next_cursor;
        more = page.has_more;
      }
      for (const child of below)
        await change.mutateAsync({ category: child, body: { name: child.name, parent_id: category.parent_id } });
      await remove.mutateAsync(category);
      toast(words.removed(category.name));
      onRemoved();
    } catch (error) {
      setProblem(error);
      setDone(null);
    } finally {
      await client.invalidateQueries({ queryKey: catalogueKeys.lists });
    }
  };
  return (
    <Dialog opened onClose={onClose} title={words.removeTitle(category.name)}>
      <Stack>
        <Text>{words.removeText(category.name)}</Text>
        <Select label={words.moveTo} data={others} value={target} onChange={setTarget} searchable data-autofocus />
        {done !== null ? <Text role="status">{words.moving(done)}</Text> : null}
        {problem ? <Problem error={problem} own={t.catalogue.codes} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button color="danger" loading={done !== null} disabled={target === null} onClick={() => void run()}>
            {words.moveAndRemove}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
