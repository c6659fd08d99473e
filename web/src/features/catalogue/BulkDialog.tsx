import { Button, Group, Progress, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/catalogue';
import { Dialog } from '@/ui/Dialog';
import { Problem } from '@/ui/Problem';
import type { BulkKind } from './BulkBar';
import { reasons } from './batches';
import { type Change, parsePercent } from './bulkChanges';
import { choices } from './categories';
import type { Category } from './queries';
import type { BulkRun } from './useBulk';

/** In the list of categories: none of them. */
const noCategory = 'none';

/** Asks for what the change needs, shows how far it is, and what was not changed and why. */
export function BulkDialog({
  kind,
  count,
  categories,
  taxClasses,
  run,
  onApply,
  onStop,
  onClose,
}: {
  kind: BulkKind;
  count: number;
  categories: readonly Category[];
  taxClasses: readonly string[];
  run: BulkRun | null;
  onApply: (change: Change) => void;
  onStop: () => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const words = t.catalogue.bulk;
  const [value, setValue] = useState('');
  const [left, setLeft] = useState(false);
  const percent = parsePercent(value);
  const titles: Record<BulkKind, string> = {
    active: words.sell,
    archive: words.archive,
    category: words.category,
    tax: words.tax,
    price: words.price,
  };
  const apply = () => {
    if (kind === 'category' && value) onApply({ kind, categoryId: value === noCategory ? null : value });
    else if (kind === 'tax' && value) onApply({ kind, taxClass: value });
    else if (kind === 'price' && percent !== null) onApply({ kind, percent });
    else setLeft(true);
  };
  return (
    <Dialog opened busy={run?.isRunning ?? false} onClose={onClose} title={titles[kind]}>
      {run?.isRunning ? (
        <Stack>
          <Progress value={(100 * run.done) / Math.max(1, run.total)} aria-label={words.running(run.done, run.total)} />
          <Text role="status">{words.running(run.done, run.total)}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onStop}>
              {words.stop_}
            </Button>
          </Group>
        </Stack>
      ) : run?.summary ? (
        <Stack>
          <Text role="status" fw={650}>
            {words.changed(
              run.summary.updated + run.summary.unchanged,
              run.summary.refused.length + run.summary.notSent.length,
            )}
          </Text>
          {run.error ? <Problem error={run.error} /> : null}
          <ul>
            {reasons(run.summary).map(({ code, count: times }) => (
              <li key={code}>
                {words.why(
                  times,
                  (t.catalogue.codes as Record<string, string>)[code] ??
                    t.problems.byCode[code] ??
                    t.catalogue.codes.unknown,
                )}
              </li>
            ))}
          </ul>
          <Group justify="flex-end">
            <Button data-autofocus onClick={onClose}>
              {t.common.done}
            </Button>
          </Group>
        </Stack>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            apply();
          }}
        >
          <Stack>
            {kind === 'category' ? (
              <Select
                label={t.catalogue.editor.category}
                data={[{ value: noCategory, label: words.noCategory }, ...choices(categories)]}
                value={value || null}
                onChange={(next) => setValue(next ?? '')}
                searchable
                data-autofocus
              />
            ) : kind === 'tax' ? (
              <Select
                label={t.catalogue.editor.tax}
                data={[...taxClasses]}
                value={value || null}
                onChange={(next) => setValue(next ?? '')}
                data-autofocus
              />
            ) : (
              <TextInput
                label={words.percent}
                description={words.percentHint}
                inputMode="decimal"
                autoComplete="off"
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
                onBlur={() => setLeft(value !== '')}
                error={left && percent === null ? words.percentWrong : null}
                data-autofocus
              />
            )}
            {kind === 'price' ? (
              <Text size="sm" c="dimmed">
                {words.variantsSkipped}
              </Text>
            ) : null}
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t.common.cancel}
              </Button>
              <Button type="submit">{words.apply(count)}</Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
