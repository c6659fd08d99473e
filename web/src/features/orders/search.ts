import type { Status } from './board';

/** What stands in the address of the orders screen, so that a link, Back and a reload show the same. */
export type OrdersSearch = {
  view?: 'table' | 'board';
  channel?: Channel;
  /** Only the orders that the person who looks took. */
  mine?: true;
  /** `sold`: what figures count, so neither a draft nor cancelled. */
  status?: Status | 'sold';
  from?: string;
  to?: string;
  after?: string;
};

export const sold: readonly Status[] = ['pending', 'confirmed', 'preparing', 'ready', 'in_delivery', 'completed'];

export type Channel = 'dine_in' | 'takeout' | 'delivery' | 'pickup';

export const channels: Channel[] = ['dine_in', 'takeout', 'delivery', 'pickup'];

const statuses: Status[] = [
  'draft',
  'pending',
  'confirmed',
  'preparing',
  'ready',
  'in_delivery',
  'completed',
  'cancelled',
];
const day = /^\d{4}-\d{2}-\d{2}$/;

/** Unknown members and values are dropped. */
export function ordersSearch(raw: Record<string, unknown>): OrdersSearch {
  const channel = channels.find((one) => one === raw.channel);
  const status = raw.status === 'sold' ? 'sold' : statuses.find((one) => one === raw.status);
  const days = (value: unknown) =>
    typeof value === 'string' && day.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
  const [from, to] = [days(raw.from), days(raw.to)];
  return {
    ...(raw.view === 'table' ? { view: 'table' as const } : {}),
    ...(channel ? { channel } : {}),
    ...(raw.mine === true || raw.mine === 'true' ? { mine: true as const } : {}),
    ...(status ? { status } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(typeof raw.after === 'string' && raw.after.length <= 1000 ? { after: raw.after } : {}),
  };
}
