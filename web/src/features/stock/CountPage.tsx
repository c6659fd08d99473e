import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import { api, ask } from '@/api/client';
import { useLive } from '@/api/live';
import { reach } from '@/api/reach';
import { useCan, usePlace } from '@/api/useSession';
import { useTexts } from '@/texts/stock';
import { EmptyState } from '@/ui/EmptyState';
import { Icon } from '@/ui/Icon';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { CountDifferences } from './CountDifferences';
import { CountSheet } from './CountSheet';
import { afterEvent } from './countSheet';
import { newSheet, type Scope } from './counts';
import styles from './stock.module.css';
import { useSheet } from './useSheet';
import { changesOf } from './useStockLive';

/** What to count → counting → differences → posting, while the shop goes on selling. */
export function CountPage() {
  const place = usePlace();
  return place ? <CountOf key={place.id} place={place.id} name={place.name} /> : null;
}

function CountOf({ place, name }: { place: string; name: string }) {
  const t = useTexts();
  const words = t.stock.counting;
  const can = useCan();
  const isOffline = useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
  const sheet = useSheet(place);
  const [step, setStep] = useState<'count' | 'differences' | 'done'>('count');
  const { change } = sheet;
  useLive(
    sheet.lines === null ? null : `stock:${place}`,
    (event) =>
      change((lines) =>
        afterEvent(lines, event.event_type, (event.payload as { reason?: unknown }).reason, changesOf(event)),
      ),
    // What moved meanwhile is found when the count is posted: it compares every number.
    () => {},
  );
  return (
    <Page
      title={`${words.title} · ${name}`}
      actions={
        <Button
          variant="default"
          leftSection={<Icon name="back" size={20} />}
          renderRoot={(props) => <Link to="/l/$loc/stock" params={{ loc: place }} {...props} />}
        >
          {t.stock.title}
        </Button>
      }
    >
      {isOffline ? <p className={styles.note}>{words.offline}</p> : null}
      {!can('inventory:count', place) ? (
        <p className={styles.note}>{t.stock.readOnly}</p>
      ) : step === 'done' ? (
        <EmptyState
          icon="check"
          title={words.done}
          action={
            <Button renderRoot={(props) => <Link to="/l/$loc/stock" params={{ loc: place }} {...props} />}>
              {words.toStock}
            </Button>
          }
        />
      ) : sheet.lines === null ? (
        <Begin place={place} isOffline={isOffline} onBegin={sheet.begin} />
      ) : step === 'count' ? (
        <CountSheet
          place={place}
          lines={sheet.lines}
          onChange={sheet.change}
          onNext={() => setStep('differences')}
          onThrowAway={sheet.end}
        />
      ) : (
        <CountDifferences
          place={place}
          lines={sheet.lines}
          isOffline={isOffline}
          onChange={sheet.change}
          onBack={() => setStep('count')}
          onDone={() => {
            sheet.end();
            setStep('done');
          }}
        />
      )}
    </Page>
  );
}

function Begin({
  place,
  isOffline,
  onBegin,
}: {
  place: string;
  isOffline: boolean;
  onBegin: (lines: Awaited<ReturnType<typeof newSheet>>) => void;
}) {
  const t = useTexts();
  const words = t.stock.counting;
  const categories = useQuery({
    queryKey: ['stock', 'categories'],
    queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/categories', { signal }))).data,
  }).data;
  const [chosen, setChosen] = useState('everything');
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isEmpty, setIsEmpty] = useState(false);
  const start = async () => {
    const scope: Scope =
      chosen === 'everything' || chosen === 'low' ? { kind: chosen } : { kind: 'category', id: chosen };
    setProblem(null);
    setIsEmpty(false);
    setProgress(0);
    try {
      const lines = await newSheet(place, scope, setProgress);
      if (lines.length === 0) setIsEmpty(true);
      else onBegin(lines);
    } catch (error) {
      setProblem(error);
    } finally {
      setProgress(null);
    }
  };
  return (
    <div className={styles.stack}>
      <Select
        label={words.what}
        data={[
          { value: 'everything', label: words.everything },
          { value: 'low', label: words.lowOnly },
          ...(categories && categories.length > 0
            ? [
                {
                  group: words.category,
                  items: categories.map((category) => ({ value: category.id, label: category.name })),
                },
              ]
            : []),
        ]}
        value={chosen}
        onChange={(next) => next && setChosen(next)}
        searchable
      />
      {isEmpty ? <p className={styles.note}>{words.emptySheet}</p> : null}
      {problem ? <Problem error={problem} onRetry={() => void start()} /> : null}
      <div className={styles.actions}>
        <Button loading={progress !== null} disabled={isOffline} onClick={() => void start()}>
          {words.start}
        </Button>
      </div>
      {progress !== null ? <p role="status">{words.starting(progress)}</p> : null}
    </div>
  );
}
