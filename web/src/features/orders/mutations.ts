import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';
import { newId } from '@/lib/id';
import type { Status } from './board';
import { type Card, type Order, orderKeys } from './queries';

type Board = components['schemas']['OrderBoardView'];

/** Moves an order a step; on the board at once, and back again when the server says no. A repeated step is refused, so it needs no key. */
export function useMoveOrder(loc: string) {
  const client = useQueryClient();
  const key = orderKeys.boards(loc);
  return useMutation({
    mutationFn: ({ id, to }: { id: string; to: Status }) =>
      ask(api.POST('/api/v1/orders/{id}/status', { params: { path: { id } }, body: { status: to } })),
    onMutate: async ({ id, to }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueriesData<Board>({ queryKey: key });
      const change = (card: Card): Card => (card.id === id ? { ...card, status: to, allowed: [] } : card);
      client.setQueriesData<Board>(
        { queryKey: key },
        (board) =>
          board && {
            ...board,
            data: to === 'completed' ? board.data.filter((card) => card.id !== id) : board.data.map(change),
          },
      );
      return { before };
    },
    onError: (_, __, context) => {
      for (const [which, board] of context?.before ?? []) client.setQueryData(which, board);
    },
    onSuccess: (moved) => {
      client.setQueriesData<Board>(
        { queryKey: key },
        (board) =>
          board && {
            ...board,
            data: board.data.map((card) =>
              card.id === moved.id
                ? {
                    ...card,
                    status: moved.status,
                    allowed: moved.allowed,
                    version: moved.version,
                    undo_until: moved.undo_until ?? null,
                  }
                : card,
            ),
          },
      );
    },
    onSettled: (_, __, { id }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: key }),
        client.invalidateQueries({ queryKey: orderKeys.one(id) }),
      ]),
  });
}

/** Takes the last move of an order back; `version` names it, so that nobody undoes another one unseen. */
export function useUndoMove(loc: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      ask(
        api.POST('/api/v1/orders/{id}/undo', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
        }),
      ),
    onSettled: (_, __, { id }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: orderKeys.boards(loc) }),
        client.invalidateQueries({ queryKey: ['orders', 'list', loc] }),
        client.invalidateQueries({ queryKey: orderKeys.one(id) }),
      ]),
  });
}

/** What somebody approved for this one request. */
const approved = (approval: string | undefined) => (approval ? { 'Olympus-Approval': approval } : {});

export function useCancelOrder(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      approval,
      ...body
    }: {
      key: string;
      approval?: string | undefined;
      reason: string;
      restock: boolean;
    }) =>
      ask(
        api.POST('/api/v1/orders/{id}/cancellation', {
          params: { path: { id }, header: { 'Idempotency-Key': key, ...approved(approval) } },
          body,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: orderKeys.all }),
  });
}

export function useEditNote(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ note, version }: { note: string; version: number }) =>
      ask(
        api.PATCH('/api/v1/orders/{id}', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
          body: { note, remove_customer: false },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: orderKeys.one(id) }),
  });
}

/** One part of a refund: so much back to one payment. `key` is made when the person says yes, so that asking twice gives back once. */
export type RefundPart = { key: string; paymentId: string; amount: number };

export function refundParts(plan: readonly { payment: { id: string }; amount: number }[]): RefundPart[] {
  return plan.map(({ payment, amount }) => ({ key: newId(), paymentId: payment.id, amount }));
}

export function useRefund(order: Order) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      part,
      approval,
      reason,
      restock,
    }: {
      part: RefundPart;
      approval?: string | undefined;
      reason: string;
      restock: { line_id: string; quantity: number }[];
    }) =>
      ask(
        api.POST('/api/v1/payments/{id}/refunds', {
          params: { path: { id: part.paymentId }, header: { 'Idempotency-Key': part.key, ...approved(approval) } },
          body: {
            reason,
            amount: { amount: part.amount, currency: order.total.currency },
            ...(restock.length > 0 ? { restock } : {}),
          },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: orderKeys.one(order.id) }),
  });
}
