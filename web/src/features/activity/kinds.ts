/** Kinds of events as people filter by them; each is the types that it stands for. */
export const kinds = {
  orders: [
    'commerce.order.created',
    'commerce.order.updated',
    'commerce.order.status_changed',
    'commerce.order.cancelled',
    'commerce.order.goods_returned',
    'commerce.order.differed',
  ],
  payments: [
    'commerce.payment.authorized',
    'commerce.payment.captured',
    'commerce.payment.failed',
    'commerce.payment.voided',
    'commerce.payment.refunded',
    'commerce.payment.reversed',
  ],
  stock: [
    'inventory.stock.taken',
    'inventory.stock.put_back',
    'inventory.stock.adjusted',
    'inventory.stock.counted',
    'inventory.stock.low',
    'inventory.stock.out',
    'inventory.threshold.changed',
    'inventory.hold.placed',
    'inventory.hold.committed',
    'inventory.hold.released',
    'inventory.hold.expired',
  ],
  catalogue: [
    'commerce.product.created',
    'commerce.product.updated',
    'commerce.product.archived',
    'commerce.product.price_changed',
    'commerce.product.availability_changed',
    'commerce.category.created',
    'commerce.category.updated',
    'commerce.category.deleted',
    'commerce.import.started',
    'commerce.import.undone',
    'commerce.tax_rates.changed',
  ],
  customers: [
    'customers.customer.created',
    'customers.customer.updated',
    'customers.customer.archived',
    'customers.customer.merged',
    'customers.customer.separated',
    'customers.customer.erased',
    'customers.consent.changed',
  ],
  people: [
    'auth.device.registered',
    'auth.device.revoked',
    'auth.pin.changed',
    'auth.badge.given',
    'auth.badge.revoked',
    'auth.approval.used',
    'auth.passkey.added',
    'auth.passkey.removed',
    'auth.user.logged_in',
    'auth.session.revoked',
    'auth.sessions.ended',
    'auth.password.changed',
    'auth.refresh.reused',
    'platform.user.created',
    'platform.user.renamed',
    'platform.user.disabled',
    'platform.user.enabled',
    'platform.user.roles_changed',
    'platform.invitation.created',
    'platform.invitation.revoked',
    'platform.invitation.accepted',
  ],
  business: [
    'platform.tenant.created',
    'platform.tenant.updated',
    'platform.tenant.plan_changed',
    'platform.location.created',
    'platform.location.updated',
    'platform.location.deactivated',
    'platform.location.reactivated',
  ],
  webhooks: [
    'webhooks.endpoint.created',
    'webhooks.endpoint.changed',
    'webhooks.endpoint.archived',
    'webhooks.endpoint.secret_rotated',
    'webhooks.endpoint.paused',
    'webhooks.endpoint.disabled',
    'webhooks.endpoint.resumed',
    'webhooks.endpoint.ping',
  ],
} as const;

export type Kind = keyof typeof kinds;

/** What stands in the address of the screen. `who` is an actor as events name it. */
export type ActivitySearch = { what?: Kind; who?: string; from?: string; to?: string };

const day = /^\d{4}-\d{2}-\d{2}$/;

/** Unknown members and values are dropped. */
export function activitySearch(raw: Record<string, unknown>): ActivitySearch {
  const what = Object.keys(kinds).find((one): one is Kind => one === raw.what);
  const days = (value: unknown) =>
    typeof value === 'string' && day.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  const [from, to] = [days(raw.from), days(raw.to)];
  return {
    ...(what ? { what } : {}),
    ...(typeof raw.who === 'string' && /^[a-z][a-z._-]{0,40}(:[A-Za-z0-9._:-]{1,80})?$/.test(raw.who)
      ? { who: raw.who }
      : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

/** What happened by the way, beside an event of its own for the same thing: a line for each would be twice as long a list. The log itself has it. */
const byTheWay: ReadonlySet<string> = new Set(['commerce.order.costed']);

/** Whether it is shown at all. */
export const isShown = ({ event_type: type }: { event_type: string }): boolean => !byTheWay.has(type);

/** Whether an event that just happened belongs on a page with this filter; one that ends before today takes no new ones. */
export function belongs(event: { event_type: string; actor: string }, search: ActivitySearch): boolean {
  if (search.to || !isShown(event)) return false;
  const types: readonly string[] | undefined = search.what && kinds[search.what];
  return (!types || types.includes(event.event_type)) && (!search.who || search.who === event.actor);
}
