import type { receipt as english } from '../en/receipt';

export const receipt: typeof english = {
  number: 'Beleg',
  cashier: 'Bedient von',
  customer: 'Kundschaft',
  each: (quantity, price) => `${quantity} × ${price}`,
  discount: 'Rabatt',
  total: 'Summe',
  tax: (percent) => `Steuer ${percent}`,
  net: 'Netto',
  change: 'Rückgeld',
  tip: 'Trinkgeld',
  rounding: 'Rundung bei Barzahlung',
  offline: 'offline aufgezeichnet',
  thanks: 'Vielen Dank',
  cash: 'Bar',
  card: 'Karte',
  practice: 'TRAINING',
  copy: 'KOPIE',
};
