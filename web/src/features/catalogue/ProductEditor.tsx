import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { usePlace } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/catalogue';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { toast } from '@/ui/Toast';
import styles from './editor.module.css';
import { Findings } from './Findings';
import { PartlySaved, useArchiveProduct, useRestoreProduct, useSaveProduct } from './mutations';
import { Places } from './Places';
import { PriceHistory } from './PriceHistory';
import { ProductForm } from './ProductForm';
import { BackToCatalogue } from './ProductPage';
import { draftOf, problemsOf, stepsTo } from './plan';
import type { Product } from './queries';
import { useIsOffline, useMayWrite } from './rights';
import { useCatalogueLive } from './useCatalogueLive';
import { useDraft } from './useDraft';
import { problemOf } from './variantMatrix';

/** The draft stays on the device; saving is explicit and says what somebody else changed meanwhile. */
export function ProductEditor({ product }: { product: Product }) {
  const t = useTexts();
  const words = t.catalogue.editor;
  const zone = usePlace()?.time_zone ?? 'UTC';
  const isOffline = useIsOffline();
  const isAllowed = useMayWrite();
  const mayWrite = isAllowed && !isOffline && product.archived_at === null;
  const own = useDraft(product.id, product.version, draftOf(product));
  const [asked, setAsked] = useState(false);
  const save = useSaveProduct();
  const archive = useArchiveProduct();
  const restore = useRestoreProduct();
  const live = useCatalogueLive((id) => id === product.id);
  const { draft, isDirty, settle } = own;

  // Nobody types here: what the server says is shown as it comes.
  const seen = useRef(product.version);
  useEffect(() => {
    if (!isDirty && product.version !== seen.current) settle(draftOf(product), product.version);
    seen.current = product.version;
  }, [product, isDirty, settle]);

  const findings = [
    ...problemsOf(draft),
    ...(draft.options.length > 0 ? [problemOf(draft.options)].filter((one) => one !== null) : []),
  ];
  const partly = save.error instanceof PartlySaved ? save.error : null;
  const isStale = isDirty && own.base !== product.version && partly === null;
  const submit = () => {
    setAsked(true);
    if (findings.length > 0 || !mayWrite) return;
    if (stepsTo(product, draft).length === 0) return settle(draftOf(product), product.version);
    save.mutate(
      { product, draft },
      {
        onSuccess: (saved) => {
          settle(draftOf(saved), saved.version);
          setAsked(false);
          toast(words.saved(saved.name));
        },
      },
    );
  };
  useShortcuts(words.basics, mayWrite ? [{ keys: 'ctrl+enter', label: t.catalogue.keys.save, run: submit }] : []);

  const wasActive = product.is_active;
  const putAway = () =>
    archive.mutate(product, {
      onSuccess: () => {
        settle(draftOf(product), product.version + 1);
        toast(words.archived(product.name), () => restore.mutate({ id: product.id, isActive: wasActive }));
      },
    });

  return (
    <Page
      title={product.name}
      actions={
        <>
          <BackToCatalogue />
          {isAllowed && product.archived_at ? (
            <Button
              disabled={isOffline}
              loading={restore.isPending}
              onClick={() =>
                restore.mutate(
                  { id: product.id, isActive: true },
                  { onSuccess: (back) => toast(words.restored(back.name)) },
                )
              }
            >
              {words.restore}
            </Button>
          ) : null}
          {mayWrite ? (
            <Button variant="default" loading={archive.isPending} onClick={putAway}>
              {words.archive}
            </Button>
          ) : null}
        </>
      }
    >
      {product.archived_at ? <p className={styles.note}>{words.archivedNote}</p> : null}
      {isOffline ? (
        <p className={styles.note}>{t.catalogue.offline}</p>
      ) : isAllowed ? null : (
        <p className={styles.note}>{t.catalogue.readOnly}</p>
      )}
      {isDirty && own.keptAt !== null ? (
        <p className={styles.note}>{words.draftKept(formatMoment(own.keptAt, zone))}</p>
      ) : null}
      <div role="alert">
        {isStale ? (
          <div className={styles.conflict}>
            <p>{words.conflict}</p>
            <Button variant="default" onClick={() => settle(draftOf(product), product.version)}>
              {words.conflictTheirs}
            </Button>
            <Button variant="default" onClick={() => own.rebase(product.version)}>
              {words.conflictMine}
            </Button>
          </div>
        ) : null}
      </div>
      <div className={live.tinted.has(product.id) ? 'just-changed' : ''}>
        <ProductForm
          draft={draft}
          onChange={own.change}
          mayWrite={mayWrite}
          showsCost={isAllowed}
          findings={asked ? findings : []}
          theirs={isDirty ? product : null}
        />
      </div>
      {asked && findings.length > 0 ? <Findings findings={findings} /> : null}
      {partly ? <p className={styles.note}>{words.partly(partly.done, partly.all)}</p> : null}
      {save.error ? <Problem error={partly ? partly.cause : save.error} own={t.catalogue.codes} /> : null}
      {archive.error ? <Problem error={archive.error} own={t.catalogue.codes} /> : null}
      {restore.error ? <Problem error={restore.error} own={t.catalogue.codes} /> : null}
      {mayWrite ? (
        <div className={styles.actions}>
          <Button
            variant="default"
            disabled={!isDirty}
            onClick={() => {
              settle(draftOf(product), product.version);
              setAsked(false);
              save.reset();
            }}
          >
            {words.discard}
          </Button>
          <Button loading={save.isPending} disabled={!isDirty || isStale} onClick={submit}>
            {words.save}
          </Button>
        </div>
      ) : null}
      <Places product={product} />
      <PriceHistory product={product} />
    </Page>
  );
}
