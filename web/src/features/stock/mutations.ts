import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { patchStock, type Stock, stockKeys } from './queries';
import type { Reason } from './reasons';

export type Adjustment = { reason: Reason; note: string; items: { variantId: string; quantity: number }[] };

/** `key` is made when the person acts: sent again, it changes stock once. */
export function useAdjust(place: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, adjustment }: { key: string; adjustment: Adjustment }) =>
      ask(
        api.POST('/api/v1/inventory/adjustments', {
          params: { header: { 'Idempotency-Key': key } },
          body: {
            location_id: place,
            reason: adjustment.reason,
            note: adjustment.note.trim() === '' ? null : adjustment.note.trim(),
            items: adjustment.items.map((item) => ({ variant_id: item.variantId, quantity: item.quantity })),
          },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: stockKeys.all }),
  });
}

export function useSetThreshold(place: string, variant: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { low_stock_at: number | null; back_order_limit: number }) =>
      ask(
        api.PUT('/api/v1/inventory/stock/{location_id}/{variant_id}/threshold', {
          params: { path: { location_id: place, variant_id: variant } },
          body,
        }),
      ),
    onSuccess: (saved: Stock) => {
      patchStock(client, place, [saved]);
      void client.invalidateQueries({ queryKey: stockKeys.all });
    },
  });
}

/** At most 100 counted items; each answer says whether it was taken. */
export function postCount(
  place: string,
  items: { variant_id: string; counted: number; expected: number }[],
  note: string,
  key: string,
) {
  return ask(
    api.POST('/api/v1/inventory/counts', {
      params: { header: { 'Idempotency-Key': key } },
      body: { location_id: place, note: note.trim() === '' ? null : note.trim(), items },
    }),
  );
}
