/** What stands on a receipt. */
export const receipt = {
  number: 'Receipt',
  cashier: 'Served by',
  customer: 'Customer',
  each: (quantity: number, price: string) => `${quantity} × ${price}`,
  discount: 'Discount',
  total: 'Total',
  tax: (percent: string) => `Tax ${percent}`,
  net: 'Net',
  change: 'Change',
  rounding: 'Rounding for cash',
  offline: 'recorded offline',
  thanks: 'Thank you',
  cash: 'Cash',
  card: 'Card',
  practice: 'TRAINING',
  copy: 'COPY',
};
