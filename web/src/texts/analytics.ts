import { area } from './area';
import { analytics as analyticsDe } from './de/analytics';
import { orders as ordersDe } from './de/orders';
import { analytics as analyticsEn } from './en/analytics';
import { orders as ordersEn } from './en/orders';

const english = { analytics: analyticsEn, orders: ordersEn };
const german = { analytics: analyticsDe, orders: ordersDe };

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
