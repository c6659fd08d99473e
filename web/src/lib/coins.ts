/** What cash can pay: the amount to the nearest coin, half of one upwards. Cards pay the exact amount. */
export const cashOf = (amount: number, coin: number): number => Math.floor((amount + coin / 2) / coin) * coin;

/**
 * What coins make of cash that goes back, as the server decides it: rounded as a payment is, never more than the drawer still holds of it, and the last part
 * gives all that is left.
 */
export function cashBack(amount: number, refundable: number, held: number, coin: number): number {
  const left = held <= 0 ? 0 : cashOf(held, coin);
  return amount === refundable ? left : Math.min(cashOf(amount, coin), left);
}
