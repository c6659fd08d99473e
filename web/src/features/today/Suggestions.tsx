import { CloseButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, ask } from '@/api/client';
import { useIdentity } from '@/api/useSession';
import { format } from '@/lib/money';
import { type Texts, useTexts } from '@/texts/today';
import { Icon } from '@/ui/Icon';
import { sentenceOf as sentenceOfProblem } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { toast } from '@/ui/Toast';
import { type Suggestion, suggestionsOf } from './suggestions';
import styles from './today.module.css';

/** At most three things one might do, from the figures of the last thirty days. `x` or its button dismisses one; it does not come back for a month. */
export function Suggestions({ loc }: { loc: string | undefined }) {
  const t = useTexts();
  const words = t.today.suggestions;
  const dismissals = useDismissals();
  const figures = useQuery({
    queryKey: ['suggestions', loc],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/analytics/dashboard', {
          params: { query: { period: 'last_30_days', ...(loc ? { location_id: loc } : {}) } },
          signal,
        }),
      ),
    staleTime: 10 * 60_000,
  });
  const sales = figures.data?.sales;
  const at = sales?.measures.findIndex((one) => one.name === 'orders') ?? -1;
  const orders = (sales?.rows ?? []).reduce((sum, row) => sum + (row.values[at] ?? 0), 0);
  // Not before it is known what was dismissed: nothing is shown to be taken away again.
  const shown = dismissals.keys
    ? suggestionsOf(figures.data?.stock_at_risk ?? [], figures.data?.slow_products ?? [], orders, dismissals.keys)
    : [];
  const away = (one: Suggestion) => {
    dismissals.set({ key: one.key, is_dismissed: true });
    toast(words.dismissed, () => dismissals.set({ key: one.key, is_dismissed: false }));
  };
  useShortcuts(
    words.title,
    shown.length > 0
      ? [
          {
            keys: 'x',
            label: words.dismiss,
            run: () => {
              const at = document.activeElement?.closest('[data-suggestion]')?.getAttribute('data-suggestion');
              const one = shown.find((each) => each.key === at) ?? shown[0];
              if (one) away(one);
            },
          },
        ]
      : [],
  );
  return (
    <section className={styles.card} aria-labelledby="suggestions-head">
      <h2 id="suggestions-head" className={styles.heading}>
        {words.title}
      </h2>
      {shown.length > 0 ? (
        <ul className={styles.rows}>
          {shown.map((one) => (
            <li key={one.key} data-suggestion={one.key} className={styles.pair}>
              <Link
                {...(one.kind === 'reorder'
                  ? { to: '/l/$loc/stock', params: { loc: one.loc }, search: { item: one.variant } }
                  : { to: '/catalogue/$item', params: { item: one.product } })}
                className={styles.row ?? ''}
              >
                <Icon name={one.kind === 'reorder' ? 'stock' : 'catalogue'} />
                <span>{sentenceOf(one, t)}</span>
              </Link>
              <CloseButton size={48} aria-label={words.dismissOf(one.name)} onClick={() => away(one)} />
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.clear}>
          {figures.isError || dismissals.isError
            ? words.failed
            : figures.isPending || !dismissals.keys
              ? t.common.loading
              : words.none}
        </p>
      )}
    </section>
  );
}

/** What this person dismissed, on whichever device. */
function useDismissals() {
  const t = useTexts();
  const client = useQueryClient();
  const { me } = useIdentity();
  const queryKey = ['dismissals', me.user_id];
  const { data, isError } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/analytics/dismissals', { signal }))).keys,
  });
  const { mutate } = useMutation({
    mutationFn: (body: { key: string; is_dismissed: boolean }) =>
      ask(api.PUT('/api/v1/analytics/dismissals', { body })),
    // One after the other: taking a dismissal back must not overtake it.
    scope: { id: 'dismissals' },
    onMutate: async ({ key, is_dismissed }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<readonly string[]>(queryKey);
      client.setQueryData<readonly string[]>(queryKey, (keys = []) => [
        ...keys.filter((one) => one !== key),
        ...(is_dismissed ? [key] : []),
      ]);
      return { before };
    },
    onError: (error, _, context) => {
      client.setQueryData(queryKey, context?.before);
      toast(sentenceOfProblem(error, t), null);
    },
  });
  return { keys: data ? new Set(data) : null, isError: isError && !data, set: mutate };
}

function sentenceOf(one: Suggestion, t: Texts): string {
  const words = t.today.suggestions;
  if (one.kind === 'slow') return words.slow(one.name, one.onHand, format(one.value));
  return one.days <= 0 ? words.reorderNow(one.name, one.units) : words.reorder(one.name, one.days, one.units);
}
