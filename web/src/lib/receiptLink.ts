/*
 * The code on a receipt leads staff to its sale, on this till or on a phone that is signed in: to bring something back, scan it. It is an address of
 * this app, so it says nothing to anybody else.
 */

/** A sale that a till made by itself: its number is known before its order is. */
export const linkOfReceipt = (placeId: string, number: string): string =>
  `${location.origin}/l/${placeId}/receipts/${number}`;

export const linkOfOrder = (placeId: string, orderId: string): string =>
  `${location.origin}/l/${placeId}/orders/${orderId}`;

/** The way of such an address within the app; null for any other code. */
export function wayOf(code: string, origin: string): string | null {
  if (!code.startsWith(`${origin}/l/`)) return null;
  const way = code.slice(origin.length);
  return /^\/l\/[0-9a-f-]{36}\/(receipts\/[0-9A-Za-z-]{1,40}|orders\/[0-9a-f-]{36})$/.test(way) ? way : null;
}
