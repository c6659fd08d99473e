import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import { useTexts } from '@/texts/orders';
import { Problem } from '@/ui/Problem';
import styles from './detail.module.css';
import { useEditNote } from './mutations';
import type { Order } from './queries';
import { WhoChanged } from './WhoChanged';

/** The order's note. Who saves over somebody else's change is shown both, and decides. */
export function OrderNote({ order, mayEdit }: { order: Order; mayEdit: boolean }) {
  const t = useTexts();
  const edit = useEditNote(order.id);
  const [draft, setDraft] = useState<{ text: string; version: number; since: string } | null>(null);
  const isStale = edit.error instanceof ProblemError && edit.error.status === 412;
  const save = (text: string, version: number) =>
    edit.mutate({ note: text, version }, { onSuccess: () => setDraft(null) });
  if (!draft && !order.note && !mayEdit) return null;
  return (
    <section className={styles.card} aria-labelledby="note-head">
      <h2 id="note-head" className={styles.heading}>
        {t.orders.detail.note}
      </h2>
      {draft === null ? (
        <Group justify="space-between">
          <p className={order.note ? styles.note : styles.muted}>{order.note ?? t.orders.detail.noNote}</p>
          {mayEdit ? (
            <Button
              variant="default"
              onClick={() => setDraft({ text: order.note ?? '', version: order.version, since: order.updated_at })}
            >
              {t.orders.detail.editNote}
            </Button>
          ) : null}
        </Group>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save(draft.text, draft.version);
          }}
        >
          <Textarea
            label={t.orders.detail.note}
            value={draft.text}
            maxLength={2000}
            autosize
            minRows={2}
            onChange={(event) => setDraft({ ...draft, text: event.currentTarget.value })}
          />
          {isStale ? (
            <div className={styles.stale} role="alert">
              <strong>{t.orders.stale.title}</strong>
              <WhoChanged id={order.id} since={draft.since} />
              <dl>
                <dt>{t.orders.stale.theirs}</dt>
                <dd>{order.note ?? t.orders.detail.noNote}</dd>
                <dt>{t.orders.stale.yours}</dt>
                <dd>{draft.text}</dd>
              </dl>
              <Group>
                <Button
                  variant="default"
                  onClick={() => {
                    edit.reset();
                    setDraft(null);
                  }}
                >
                  {t.orders.stale.keepTheirs}
                </Button>
                <Button onClick={() => save(draft.text, order.version)}>{t.orders.stale.saveMine}</Button>
              </Group>
            </div>
          ) : edit.error ? (
            <Problem error={edit.error} own={t.orders.problems} />
          ) : null}
          {isStale ? null : (
            <Group justify="flex-end" mt="sm">
              <Button variant="default" onClick={() => setDraft(null)}>
                {t.common.cancel}
              </Button>
              <Button type="submit" loading={edit.isPending}>
                {t.orders.detail.saveNote}
              </Button>
            </Group>
          )}
        </form>
      )}
    </section>
  );
}
