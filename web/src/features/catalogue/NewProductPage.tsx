import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/catalogue';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { toast } from '@/ui/Toast';
import styles from './editor.module.css';
import { Findings } from './Findings';
import { useCreateProduct } from './mutations';
import { ProductForm } from './ProductForm';
import { BackToCatalogue } from './ProductPage';
import { emptyDraft, problemsOf } from './plan';
import { taxClassesOf, taxRatesQuery } from './queries';
import { useIsOffline, useMayWrite } from './rights';
import { useDraft } from './useDraft';
import { problemOf } from './variantMatrix';

/** A new item; where it is sold is set once it is there. */
export function NewProductPage() {
  const t = useTexts();
  const words = t.catalogue.editor;
  const navigate = useNavigate();
  const zone = usePlace()?.time_zone ?? 'UTC';
  const rates = useQuery(taxRatesQuery).data;
  const isOffline = useIsOffline();
  const isAllowed = useMayWrite();
  const own = useDraft('new', 0, emptyDraft(taxClassesOf(rates)[0] ?? 'standard', null));
  const [asked, setAsked] = useState(false);
  const create = useCreateProduct();
  const { draft } = own;
  const findings = [
    ...problemsOf(draft),
    ...(draft.options.length > 0 ? [problemOf(draft.options)].filter((one) => one !== null) : []),
  ];
  const submit = () => {
    setAsked(true);
    if (findings.length > 0 || isOffline || create.isPending) return;
    create.mutate(draft, {
      onSuccess: ({ id }) => {
        own.settle(emptyDraft(draft.taxClass, draft.categoryId), 0);
        toast(words.created(draft.name.trim()));
        void navigate({ to: '/catalogue/$item', params: { item: id }, replace: true });
      },
    });
  };
  useShortcuts(words.basics, [{ keys: 'ctrl+enter', label: t.catalogue.keys.save, run: submit }]);
  return (
    <Page title={words.new} actions={<BackToCatalogue />}>
      {isAllowed ? (
        <>
          {isOffline ? <p className={styles.note}>{t.catalogue.offline}</p> : null}
          {own.isDirty && own.keptAt !== null ? (
            <p className={styles.note}>{words.draftKept(formatMoment(own.keptAt, zone))}</p>
          ) : null}
          <ProductForm
            draft={draft}
            onChange={own.change}
            mayWrite
            showsCost
            findings={asked ? findings : []}
            theirs={null}
          />
          {asked && findings.length > 0 ? <Findings findings={findings} /> : null}
          {create.error ? <Problem error={create.error} own={t.catalogue.codes} /> : null}
          <p className={styles.hint}>{words.placesLater}</p>
          <div className={styles.actions}>
            <Button
              variant="default"
              disabled={!own.isDirty}
              onClick={() => {
                own.settle(emptyDraft('standard', null), 0);
                setAsked(false);
              }}
            >
              {words.discard}
            </Button>
            <Button loading={create.isPending} disabled={isOffline} onClick={submit}>
              {words.create}
            </Button>
          </div>
        </>
      ) : (
        <p className={styles.note}>{t.catalogue.readOnly}</p>
      )}
    </Page>
  );
}
