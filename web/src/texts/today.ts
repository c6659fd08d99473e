import { area } from './area';
import { orders as ordersDe } from './de/orders';
import { today as todayDe } from './de/today';
import { orders as ordersEn } from './en/orders';
import { today as todayEn } from './en/today';

const english = { orders: ordersEn, today: todayEn };
const german = { orders: ordersDe, today: todayDe };

export const { useTexts, texts } = area(english, german);
export type Texts = ReturnType<typeof texts>;
